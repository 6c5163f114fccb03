//! Requests at random: several things at once that are otherwise tried alone. The same seed
//! makes the same requests.

use super::super::run::{Expect, Run};
use super::{Case, judged, valid, values::Pools};
use crate::exchange::{Location, Operation, Place, Written};

pub fn cases(run: &Run<'_>, operation: &Operation<'_>, pools: &Pools) -> Vec<Case> {
    let mut random = fastrand::Rng::with_seed(run.options.seed ^ (operation.index as u64) << 32);
    let mut all = Vec::new();
    for _ in 0..run.options.cases {
        let basic = pools.basic();
        let mut arguments = basic[random.usize(..basic.len())].clone();
        let mut place = Place::Target;
        for (location, name, values) in &pools.parameters {
            match random.u8(..4) {
                0 if *location != Location::Path => arguments.remove(*location, name),
                1 if !values.is_empty() && *location != Location::Path => {
                    arguments.set(
                        *location,
                        name,
                        values[random.usize(..values.len())].clone(),
                    );
                    place = Place::Parameter(*location, name.clone());
                }
                _ => {}
            }
        }
        if let Some((media_type, bodies)) = pools
            .bodies
            .first()
            .filter(|(_, bodies)| !bodies.is_empty())
        {
            let body = bodies[random.usize(..bodies.len())].value.clone();
            arguments.body = Some((media_type.clone(), Written::Value(body)));
            if random.bool() {
                place = Place::Body;
            }
        }
        let case = valid(run, operation, arguments, "at random", pools.is_provable);
        if let Some(case) = judged(run, operation, case, &place)
            && case.expect != Expect::Forbidden
        {
            all.push(case);
        }
    }
    all
}
