// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The client's methods, one for each operation.

super::runtime::operations! {
    get_thing(id) -> GetThing = GET "/things/{id}";

    put_thing(id, body) -> PutThing = PUT "/things/{id}";

    tag_thing(id, body) -> TagThing = POST "/things/{id}";

    note_thing(id, body) -> NoteThing = POST "/things/{id}/note";

    form_thing(id, body) -> FormThing = POST "/things/{id}/form";

    put_picture(id, body) -> PutPicture = PUT "/things/{id}/picture";

    goto(id) -> Goto = GET "/goto/{id}";

    lists(
        ids,
        comma,
        many,
        pipe,
        space,
        session,
        theme,
        x_mood,
        x_tags,
    ) -> Lists = GET "/lists/{ids}";

    time(at, share, x_since) -> Time = GET "/times/{at}";

    new2() -> New2 = GET "/names";

    name_nothing(body) -> NameNothing = PUT "/names";

    new3(body2, foo_bar, foo_bar2, id, send2, url, id2, body) -> New3 = POST "/names";

    styles(
        simple,
        exploded,
        label,
        matrix,
        json,
        color,
        deep,
        form,
        pipe,
        query,
        reserved,
        space,
        color2,
        json2,
        x_color,
        x_exploded,
        x_json,
    ) -> Styles = GET "/styles/{simple}/{exploded}/{label}/{matrix}/{json}";

    upload_parts(body) -> UploadParts = PUT "/uploads";

    upload(body) -> Upload = POST "/uploads";

    /// Arguments:
    /// - `content_type`: The media type of the body: `application/octet-stream` unless set.
    /// - `body`
    post_media(content_type, body) -> PostMedia = POST "/media";

    versioned(api_version) -> Versioned = OPTIONS "/versions";

    traced() -> Traced = TRACE "/versions";

    put_bytes(body) -> PutBytes = PUT "/raw";

    post_xml(body) -> PostXml = POST "/raw";

    export(id) -> Export = GET "/exports/{id}";

    headers() -> Headers = GET "/headers";

    events() -> Events = GET "/events";

    list_orders(limit, page_token, state) -> ListOrders = GET "/orders";

    make_order(body) -> MakeOrder = POST "/orders";

    search(body) -> Search = POST "/searches";
}
