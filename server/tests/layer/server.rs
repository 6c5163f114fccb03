//! A server of the contract: it answers what it was asked.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::contract::runtime::{
    BodyError, ByteStream, Completed, Denied, Event, Events, Exchange, File, Front, Limits, Media,
    Member, Refusal, RefusalKind, Running, Service, Unexpected,
};
use crate::contract::types::{Complaint, ComplaintCode, Echo, Instants};
use crate::contract::*;

pub const MAX_BODY: usize = 4096;
pub const MAX_STREAM: u64 = 64 * 1024;

/// A running server, and a client for it.
pub struct Layer {
    pub server: Running<Widgets>,
    client: reqwest::Client,
    log: Arc<Mutex<Vec<String>>>,
}

impl Layer {
    pub async fn start() -> Self {
        Layer::start_with(Limits {
            body_bytes: MAX_BODY,
            streamed_bytes: MAX_STREAM,
            ..Limits::default()
        })
        .await
    }

    pub async fn start_with(limits: Limits) -> Self {
        let widgets = Widgets::default();
        let log = Arc::clone(&widgets.log);
        let anywhere = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
        let server = Front::new(entries())
            .limits(limits)
            .start(anywhere, widgets)
            .expect("a free port");
        Layer {
            server,
            client: reqwest::Client::new(),
            log,
        }
    }

    /// How many streams of responses there are.
    pub fn live(&self) -> usize {
        self.server.service().live.load(Ordering::SeqCst)
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let address = self.server.local_addr();
        self.client
            .request(method, format!("http://{address}{path}"))
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        self.request(Method::POST, path)
    }

    pub fn log(&self) -> Vec<String> {
        self.log.lock().expect("the log").clone()
    }
}

#[derive(Default)]
pub struct Widgets {
    log: Arc<Mutex<Vec<String>>>,
    /// How many streams of responses there are.
    live: Arc<AtomicUsize>,
}

impl Service for Widgets {
    type Caller = ();
    type Credentials = Credentials;

    async fn authenticate(&self, credentials: Credentials, _: &Exchange) -> Result<(), Denied> {
        let found = [
            credentials.query_key,
            credentials.cookie_key,
            credentials.token,
        ];
        for secret in found.iter().flatten() {
            match secret.expose() {
                "good" => {}
                "broken" => return Err(Denied::Unexpected(Unexpected::new("a secret cause"))),
                _ => {
                    return Err(Denied::Refused(Refusal::unauthenticated("No.", Vec::new())));
                }
            }
        }
        Ok(())
    }

    fn completed(&self, completed: &Completed<'_, ()>) {
        self.log.lock().expect("the log").push(format!(
            "{} {} {:?}",
            completed.exchange.operation_id, completed.status, completed.reason
        ));
    }
}

impl Api for Widgets {
    async fn list_widgets(
        &self,
        request: ListWidgetsRequest,
    ) -> Result<ListWidgetsSuccess, ListWidgetsError> {
        let tags: Vec<String> = request
            .tag
            .map(|tags| tags.iter().map(|tag| tag.to_string()).collect())
            .unwrap_or_default();
        Ok(ListWidgetsSuccess::Ok {
            x_total: Some(tags.len() as i64),
            x_tags: (!tags.is_empty()).then(|| tags.clone()),
            body: Echo {
                limit: Some(request.limit.into()),
                tags,
                ids: request.ids.unwrap_or_default(),
                sort: Some(request.sort.to_string()),
                sorting: None,
                trace: request.x_trace.to_string(),
                ratio: request.ratio.map(Into::into),
                archived: request.archived,
            },
        })
    }

    async fn create_widget(
        &self,
        request: CreateWidgetRequest,
    ) -> Result<CreateWidgetSuccess, CreateWidgetError> {
        Ok(CreateWidgetSuccess::Created(request.body))
    }

    async fn put_tags(&self, request: PutTagsRequest) -> Result<PutTagsSuccess, PutTagsError> {
        let tags: PutTagsBodyValue = match request.body {
            PutTagsBody::ApplicationJson(tags) => tags,
            PutTagsBody::TextPlain(tag) => vec![tag.into()].try_into().map_err(Unexpected::new)?,
        };
        assert!(!tags.is_empty());
        Ok(PutTagsSuccess::NoContent)
    }

    async fn create_member(
        &self,
        request: CreateMemberRequest,
    ) -> Result<CreateMemberSuccess, CreateMemberError> {
        Ok(CreateMemberSuccess::Created(types::MemberResponse {
            id: 1,
            name: request.body.name,
            friends: Vec::new(),
        }))
    }

    async fn put_picture(
        &self,
        request: PutPictureRequest,
    ) -> Result<PutPictureSuccess, PutPictureError> {
        assert_eq!(request.body.collect_at_most(4).await?.len(), 4);
        Ok(PutPictureSuccess::NoContent)
    }

    async fn post_note(&self, request: PostNoteRequest) -> Result<PostNoteSuccess, PostNoteError> {
        Ok(PostNoteSuccess::Ok(request.body))
    }

    async fn post_order(
        &self,
        request: PostOrderRequest,
    ) -> Result<PostOrderSuccess, PostOrderError> {
        Ok(PostOrderSuccess::Ok(request.body))
    }

    async fn either_credential(
        &self,
        _: &(),
        _: EitherCredentialRequest,
    ) -> Result<EitherCredentialSuccess, EitherCredentialError> {
        Ok(EitherCredentialSuccess::NoContent)
    }

    async fn both_credentials(
        &self,
        _: &(),
        _: BothCredentialsRequest,
    ) -> Result<BothCredentialsSuccess, BothCredentialsError> {
        Ok(BothCredentialsSuccess::NoContent)
    }

    async fn optional_credential(
        &self,
        _: Option<&()>,
        _: OptionalCredentialRequest,
    ) -> Result<OptionalCredentialSuccess, OptionalCredentialError> {
        Ok(OptionalCredentialSuccess::NoContent)
    }

    async fn echo(&self, request: EchoRequest) -> Result<EchoSuccess, EchoError> {
        let body = match request.body {
            EchoBody::ApplicationJson(part) => EchoOkBody::ApplicationJson(part),
            EchoBody::TextPlain(text) => EchoOkBody::TextPlain(text),
            EchoBody::ImageAny(media) => EchoOkBody::ApplicationOctetStream(media.body),
            EchoBody::ApplicationXWwwFormUrlencoded(order) => {
                EchoOkBody::TextPlain(order.quantity.to_string())
            }
        };
        Ok(EchoSuccess::Ok { x_size: 1, body })
    }

    async fn own_form(&self, _: OwnFormRequest) -> Result<OwnFormSuccess, OwnFormError> {
        Ok(OwnFormSuccess::Ok)
    }

    async fn own_forms(
        &self,
        _: &(),
        request: OwnFormsRequest,
    ) -> Result<OwnFormsSuccess, OwnFormsError> {
        match request.number {
            500 => Err(Unexpected::new("a secret cause").into()),
            _ => Ok(OwnFormsSuccess::NoContent),
        }
    }

    async fn own_default(
        &self,
        _: OwnDefaultRequest,
    ) -> Result<OwnDefaultSuccess, OwnDefaultError> {
        Ok(OwnDefaultSuccess::Ok)
    }

    async fn own_nothing(
        &self,
        _: &(),
        _: OwnNothingRequest,
    ) -> Result<OwnNothingSuccess, OwnNothingError> {
        Ok(OwnNothingSuccess::NoContent)
    }

    fn refused_as_complaint(&self, refusal: &Refusal) -> Result<Complaint, Unexpected> {
        Ok(Complaint {
            code: match refusal.kind() {
                RefusalKind::Credentials => ComplaintCode::Denied,
                RefusalKind::Failure => ComplaintCode::Failed,
                _ => ComplaintCode::Bad,
            },
            message: refusal.detail().parse().map_err(Unexpected::new)?,
            operation: refusal.operation().to_owned(),
        })
    }

    async fn patch_profile(
        &self,
        request: PatchProfileRequest,
    ) -> Result<PatchProfileSuccess, PatchProfileError> {
        let profile = request.body;
        Ok(PatchProfileSuccess::Ok(match request.accept.first() {
            Some(PatchProfileAccept::ApplicationVndProfileJson) => {
                PatchProfileOkBody::ApplicationVndProfileJson(profile)
            }
            _ => {
                fn said<T: serde::Serialize>(name: &str, member: Member<T>) -> (String, String) {
                    let mut kept = Some(json!("as before"));
                    member.map(|value| json!(value)).change(&mut kept);
                    let said = kept.map_or("taken away".to_owned(), |value| value.to_string());
                    (name.to_owned(), said)
                }
                let said = [
                    said("nick", profile.nick),
                    said("age", profile.age),
                    said("color", profile.color),
                    said("mood", profile.mood),
                ];
                PatchProfileOkBody::ApplicationJson(said.into())
            }
        }))
    }

    async fn login(&self, _: LoginRequest) -> Result<LoginSuccess, LoginError> {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Ok(LoginSuccess::Ok {
            set_cookie: Some(texts(&[
                "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
                "b=2",
            ])),
            x_list: Some(texts(&["a", "b"])),
            body: "<p>Grüße</p>".into(),
        })
    }

    async fn versions(&self, request: VersionsRequest) -> Result<VersionsSuccess, VersionsError> {
        Ok(VersionsSuccess::Ok(match request.body {
            VersionsBody::ApplicationVndPartJsonVersion1(part) => {
                VersionsOkBody::ApplicationVndPartJsonVersion1(part)
            }
            VersionsBody::ApplicationVndPartJsonVersion2(order) => {
                VersionsOkBody::ApplicationVndPartJsonVersion2(order)
            }
        }))
    }

    async fn report(&self, request: ReportRequest) -> Result<ReportSuccess, ReportError> {
        let accepted = format!("{:?}", request.accept);
        Ok(ReportSuccess::Ok(match request.accept.first() {
            Some(ReportAccept::TextCsv) => ReportOkBody::TextCsv(accepted),
            Some(ReportAccept::ImageAny) => {
                ReportOkBody::ImageAny(Media::new("image/x-report", accepted))
            }
            Some(ReportAccept::ApplicationJson) | None => {
                let told = [("accepted".to_owned(), accepted.into())];
                ReportOkBody::ApplicationJson(told.into_iter().collect())
            }
        }))
    }

    async fn strict_report(
        &self,
        request: StrictReportRequest,
    ) -> Result<StrictReportSuccess, StrictReportError> {
        let told = format!("{:?}", request.accept);
        Ok(StrictReportSuccess::Ok(StrictReportOkBody::TextCsv(told)))
    }

    async fn single_report(
        &self,
        _: SingleReportRequest,
    ) -> Result<SingleReportSuccess, SingleReportError> {
        Ok(SingleReportSuccess::Ok("a,b".into()))
    }

    async fn put_text(&self, request: PutTextRequest) -> Result<PutTextSuccess, PutTextError> {
        let text = request.body.to_string();
        Ok(PutTextSuccess::Ok(text.parse().map_err(Unexpected::new)?))
    }

    async fn put_number(
        &self,
        request: PutNumberRequest,
    ) -> Result<PutNumberSuccess, PutNumberError> {
        let number: u64 = request.body.into();
        Ok(PutNumberSuccess::Ok(number as i64 + 1))
    }

    async fn ask_instants(
        &self,
        request: AskInstantsRequest,
    ) -> Result<AskInstantsSuccess, AskInstantsError> {
        let body = Instants {
            at: request.at.into_iter().collect(),
            on: request.on.into_iter().collect(),
            ..Instants::default()
        };
        Ok(AskInstantsSuccess::Ok(body))
    }

    async fn tell_instants(
        &self,
        request: TellInstantsRequest,
    ) -> Result<TellInstantsSuccess, TellInstantsError> {
        Ok(TellInstantsSuccess::Ok(request.body))
    }

    async fn empty(&self, _: EmptyRequest) -> Result<EmptySuccess, EmptyError> {
        Ok(EmptySuccess::NoContent)
    }

    async fn list_shelves(
        &self,
        _: ListShelvesRequest,
    ) -> Result<ListShelvesSuccess, ListShelvesError> {
        Ok(ListShelvesSuccess::Ok("list".into()))
    }

    async fn all_shelves(
        &self,
        _: AllShelvesRequest,
    ) -> Result<AllShelvesSuccess, AllShelvesError> {
        Ok(AllShelvesSuccess::Ok("all".into()))
    }

    async fn get_shelf(&self, request: GetShelfRequest) -> Result<GetShelfSuccess, GetShelfError> {
        Ok(GetShelfSuccess::Ok(format!("one {}", request.id)))
    }

    async fn empty_shelf(
        &self,
        request: EmptyShelfRequest,
    ) -> Result<EmptyShelfSuccess, EmptyShelfError> {
        Ok(EmptyShelfSuccess::Ok(format!("empty {}", request.id)))
    }

    async fn get_shelf_book(
        &self,
        request: GetShelfBookRequest,
    ) -> Result<GetShelfBookSuccess, GetShelfBookError> {
        let GetShelfBookRequest {
            shelf,
            name,
            extension,
        } = request;
        Ok(GetShelfBookSuccess::Ok(format!(
            "book {shelf} {name} {extension}"
        )))
    }

    async fn panic(&self, _: PanicRequest) -> Result<PanicSuccess, PanicError> {
        panic!("a secret detail")
    }

    async fn path_simple(
        &self,
        request: PathSimpleRequest,
    ) -> Result<PathSimpleSuccess, PathSimpleError> {
        let PathSimpleRequest { word, list, color } = request;
        let path = PathSimple::path(&word, &list, &color);
        let read = json!({ "word": word, "list": list, "color": color, "path": path });
        Ok(PathSimpleSuccess::Ok(read))
    }

    async fn path_simple_exploded(
        &self,
        request: PathSimpleExplodedRequest,
    ) -> Result<PathSimpleExplodedSuccess, PathSimpleExplodedError> {
        let PathSimpleExplodedRequest { word, list, color } = request;
        let path = PathSimpleExploded::path(&word, &list, &color);
        let read = json!({ "word": word, "list": list, "color": color, "path": path });
        Ok(PathSimpleExplodedSuccess::Ok(read))
    }

    async fn path_label(
        &self,
        request: PathLabelRequest,
    ) -> Result<PathLabelSuccess, PathLabelError> {
        let PathLabelRequest { word, list, color } = request;
        let path = PathLabel::path(&word, &list, &color);
        let read = json!({ "word": word, "list": list, "color": color, "path": path });
        Ok(PathLabelSuccess::Ok(read))
    }

    async fn path_label_exploded(
        &self,
        request: PathLabelExplodedRequest,
    ) -> Result<PathLabelExplodedSuccess, PathLabelExplodedError> {
        let PathLabelExplodedRequest { word, list, color } = request;
        let path = PathLabelExploded::path(&word, &list, &color);
        let read = json!({ "word": word, "list": list, "color": color, "path": path });
        Ok(PathLabelExplodedSuccess::Ok(read))
    }

    async fn path_matrix(
        &self,
        request: PathMatrixRequest,
    ) -> Result<PathMatrixSuccess, PathMatrixError> {
        let PathMatrixRequest { word, list, color } = request;
        let path = PathMatrix::path(&word, &list, &color);
        let read = json!({ "word": word, "list": list, "color": color, "path": path });
        Ok(PathMatrixSuccess::Ok(read))
    }

    async fn path_matrix_exploded(
        &self,
        request: PathMatrixExplodedRequest,
    ) -> Result<PathMatrixExplodedSuccess, PathMatrixExplodedError> {
        let PathMatrixExplodedRequest { word, list, color } = request;
        let path = PathMatrixExploded::path(&word, &list, &color);
        let read = json!({ "word": word, "list": list, "color": color, "path": path });
        Ok(PathMatrixExplodedSuccess::Ok(read))
    }

    async fn query_styles(
        &self,
        request: QueryStylesRequest,
    ) -> Result<QueryStylesSuccess, QueryStylesError> {
        Ok(QueryStylesSuccess::Ok(present(json!({
            "form": request.form,
            "formColor": request.form_color,
            "many": request.many,
            "color": request.color,
            "space": request.space,
            "spaceColor": request.space_color,
            "pipe": request.pipe,
            "pipeColor": request.pipe_color,
            "deep": request.deep,
            "json": request.json,
            "text": request.text,
            "blank": request.blank,
            "reserved": request.reserved,
            "either": request.either,
        }))))
    }

    async fn free_styles(
        &self,
        request: FreeStylesRequest,
    ) -> Result<FreeStylesSuccess, FreeStylesError> {
        Ok(FreeStylesSuccess::Ok(
            json!({ "known": request.known, "free": request.free }),
        ))
    }

    async fn same_name(&self, request: SameNameRequest) -> Result<SameNameSuccess, SameNameError> {
        let path = SameName::path(&request.name);
        Ok(SameNameSuccess::Ok(
            json!({ "path": path, "name": request.name, "query": request.name2 }),
        ))
    }

    async fn header_styles(
        &self,
        request: HeaderStylesRequest,
    ) -> Result<HeaderStylesSuccess, HeaderStylesError> {
        Ok(HeaderStylesSuccess::Ok {
            x_list: request.x_list,
            x_color: request.x_color,
            x_exploded: request.x_exploded,
            x_json: request.x_json,
        })
    }

    async fn cookie_styles(
        &self,
        request: CookieStylesRequest,
    ) -> Result<CookieStylesSuccess, CookieStylesError> {
        Ok(CookieStylesSuccess::Ok(present(json!({
            "list": request.list,
            "color": request.color,
            "exploded": request.exploded,
            "json": request.json,
        }))))
    }

    async fn post_search(
        &self,
        request: PostSearchRequest,
    ) -> Result<PostSearchSuccess, PostSearchError> {
        let read = serde_json::to_value(&request.body)
            .ok()
            .and_then(|read| read.as_object().cloned());
        Ok(PostSearchSuccess::Ok(read.unwrap_or_default()))
    }

    async fn post_upload(
        &self,
        request: PostUploadRequest,
    ) -> Result<PostUploadSuccess, PostUploadError> {
        let upload = request.body;
        let others = upload.others.map(Vec::from).unwrap_or_default();
        let mut told_others = Vec::new();
        for other in &others {
            told_others.push(told(other).await?);
        }
        Ok(PostUploadSuccess::Ok(json!({
            "title": upload.title,
            "count": upload.count,
            "tags": upload.tags,
            "color": upload.color,
            "picture": told(&upload.picture).await?,
            "others": told_others,
        })))
    }

    async fn post_fields(
        &self,
        request: PostFieldsRequest,
    ) -> Result<PostFieldsSuccess, PostFieldsError> {
        Ok(PostFieldsSuccess::Ok(json!(request.body)))
    }

    async fn post_related(
        &self,
        request: PostRelatedRequest,
    ) -> Result<PostRelatedSuccess, PostRelatedError> {
        let read = json!({
            "about": request.body.about, "file": told(&request.body.file).await?,
        });
        Ok(PostRelatedSuccess::Ok(read))
    }

    async fn post_parts(
        &self,
        request: PostPartsRequest,
    ) -> Result<PostPartsSuccess, PostPartsError> {
        let mut bytes = Vec::new();
        for part in request.body.unwrap_or_default() {
            bytes.extend(b"--x\r\n\r\n");
            bytes.extend(part.file.collect_at_most(MAX_BODY).await?);
            bytes.extend(b"\r\n");
        }
        bytes.extend(b"--x--\r\n");
        let media_type = "multipart/mixed; boundary=x";
        Ok(PostPartsSuccess::Ok(Media::new(media_type, bytes)))
    }

    async fn post_media(
        &self,
        request: PostMediaRequest,
    ) -> Result<PostMediaSuccess, PostMediaError> {
        Ok(PostMediaSuccess::Ok(match request.body {
            // Not of the contract's range: nobody is told.
            PostMediaBody::ApplicationJson(_) => Media::new("text/plain", ""),
            PostMediaBody::MultipartFormData(upload) => {
                Media::new("image/x-picture", upload.picture.stream())
            }
            PostMediaBody::ImageAny(media) => media,
        }))
    }

    async fn download(&self, request: DownloadRequest) -> Result<DownloadSuccess, DownloadError> {
        let bytes = request.bytes;
        let watched = Watched::new(&self.live);
        let pieces = futures::stream::unfold((bytes, watched), move |(left, watched)| async move {
            if left == 0 {
                let error = std::io::Error::other("the source is gone");
                return request.fails.then_some((Err(error), (0, watched)));
            }
            let piece = left.min(PIECE as u64);
            Some((Ok(vec![b'x'; piece as usize]), (left - piece, watched)))
        });
        let body = ByteStream::new(pieces);
        Ok(DownloadSuccess::Ok(match request.says {
            true => body.of_length(bytes),
            false => body,
        }))
    }

    async fn upload(&self, mut request: UploadRequest) -> Result<UploadSuccess, UploadError> {
        let most = request.reads.map_or(u64::MAX, Into::into);
        let mut bytes = 0;
        while bytes < most
            && let Some(piece) = request.body.piece().await?
        {
            bytes += piece.len() as u64;
        }
        Ok(UploadSuccess::Ok(bytes as i64))
    }

    async fn pass(&self, request: PassRequest) -> Result<PassSuccess, PassError> {
        Ok(PassSuccess::Ok(match request.body {
            Some(PassBody::ApplicationOctetStream(body)) => Media::new("image/x-same", body),
            Some(PassBody::TextEventStream(body)) => Media::new("text/event-stream", body),
            Some(PassBody::ApplicationJson(_)) => Media::new("text/plain", "JSON"),
            None => Media::new("text/plain", "nothing"),
        }))
    }

    async fn upload_parts(
        &self,
        request: UploadPartsRequest,
    ) -> Result<UploadPartsSuccess, UploadPartsError> {
        let upload = request.body;
        let mut read = upload.picture.stream();
        let mut bytes = 0;
        while let Some(piece) = read.piece().await? {
            bytes += piece.len() as u64;
        }
        assert_eq!(bytes, upload.picture.len());
        let others = upload.others.map(Vec::from).unwrap_or_default();
        let others: u64 = others.iter().map(File::len).sum();
        Ok(UploadPartsSuccess::Ok((bytes + others) as i64))
    }

    async fn watch(&self, request: WatchRequest) -> Result<WatchSuccess, WatchError> {
        let first = Event {
            id: Some("1".into()),
            event: Some("began".into()),
            data: "a\nb\r\nc\rd".into(),
            retry: Some(std::time::Duration::from_millis(1500)),
        };
        let after = Event::new(format!("after {:?}", request.last_event_id));
        let hostile = Event {
            event: Some("x\ndata: forged".into()),
            ..Event::new("never")
        };
        let events = [first, after]
            .into_iter()
            .chain(request.hostile.then_some(hostile));
        let events = futures::stream::iter(events.map(Ok::<_, std::io::Error>));
        let watched = Watched::new(&self.live);
        let rest = futures::stream::unfold(watched, move |watched| async move {
            if !request.endless {
                return None;
            }
            tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
            Some((Ok(Event::new("an hour later")), watched))
        });
        let events = Events::new(futures::StreamExt::chain(events, rest));
        let soon = std::time::Duration::from_millis(50);
        Ok(WatchSuccess::Ok(events.keep_alive(soon)))
    }
}

/// How much of a download is made at a time.
const PIECE: usize = 64 * 1024;

/// Counts a stream for as long as it lives.
struct Watched(Arc<AtomicUsize>);

impl Watched {
    fn new(live: &Arc<AtomicUsize>) -> Self {
        live.fetch_add(1, Ordering::SeqCst);
        Watched(Arc::clone(live))
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Without the members that are null.
fn present(mut value: Value) -> Value {
    if let Some(members) = value.as_object_mut() {
        members.retain(|_, member| !member.is_null());
    }
    value
}

async fn told(file: &File) -> Result<Value, BodyError> {
    let bytes = file.collect_at_most(MAX_BODY).await?;
    Ok(json!({
        "name": file.name,
        "media_type": file.media_type,
        "text": String::from_utf8_lossy(&bytes),
    }))
}
