//! Loading a module: the sandbox around it, and what it has to say.

use std::collections::{HashMap, HashSet};

use rquickjs::context::intrinsic;
use rquickjs::promise::PromiseState;
use rquickjs::{Array, Ctx, Function, Module, Object, Result as JsResult, Value};

use crate::fault::{Fault, Teller};
use crate::input::Input;
use crate::source::Source;

/// What the language is built from: no Date, no timers, no proxies, no shared memory. Modules need promises.
pub(crate) type Intrinsics = (
    intrinsic::Eval,
    intrinsic::RegExpCompiler,
    intrinsic::RegExp,
    intrinsic::Json,
    intrinsic::MapSet,
    intrinsic::Promise,
);

const DRIVER: &str = include_str!("js/driver.js");
const LOCKDOWN: &str = include_str!("js/lockdown.js");
/// The handler for every type without one of its own.
const ANY: &str = "$any";
/// No handler's place: tells the driver to upcast the event and to look for its handler then.
const UPCAST_FIRST: i32 = -1;

/// What a module says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) aggregate_type: String,
    pub(crate) version: u32,
}

/// Which events a module has something for.
pub(crate) struct Handlers {
    /// The places of handlers by the event type that they are for.
    by_type: HashMap<String, i32>,
    /// The place of the handler for every other type.
    any: Option<i32>,
    /// Types and versions with an upcaster.
    upcast: HashSet<String>,
}

/// The functions that `driver.js` gives.
pub(crate) struct Driver<'js> {
    define: Function<'js>,
    pub(crate) begin: Function<'js>,
    pub(crate) resume: Function<'js>,
    pub(crate) apply: Function<'js>,
    pub(crate) state: Function<'js>,
    pub(crate) at: Function<'js>,
    pub(crate) accessor: Function<'js>,
    pub(crate) is_whole: Function<'js>,
    pub(crate) big: Function<'js>,
    pub(crate) digits: Function<'js>,
    pub(crate) plain: Plain<'js>,
}

/// What plain objects and lists inherit from. Whatever inherits from something else may run code when it is read.
pub(crate) struct Plain<'js> {
    pub(crate) object: Object<'js>,
    pub(crate) list: Object<'js>,
}

/// Builds the sandbox and loads the module into it.
pub(crate) fn load<'js>(
    ctx: &Ctx<'js>,
    source: &Source,
    teller: Teller<'_>,
) -> Result<(Driver<'js>, Handlers, Facts), Fault> {
    let failed = |error| teller.fault(ctx, error);
    let driver: Object<'js> = ctx.eval(DRIVER).map_err(failed)?;
    let plain = Plain::of(ctx).map_err(failed)?;
    ctx.eval::<(), _>(LOCKDOWN).map_err(failed)?;
    let driver = Driver::new(&driver, plain).map_err(failed)?;
    let (handlers, facts) = evaluate(ctx, &driver, source, teller)?;
    Ok((driver, handlers, facts))
}

/// Evaluates the module: for the first time, or anew with variables of its own.
pub(crate) fn evaluate<'js>(
    ctx: &Ctx<'js>,
    driver: &Driver<'js>,
    source: &Source,
    teller: Teller<'_>,
) -> Result<(Handlers, Facts), Fault> {
    let definition = default_export(ctx, source, teller)?;
    define(driver, definition, source).map_err(|error| teller.fault(ctx, error))
}

impl<'js> Plain<'js> {
    /// Before the module has its say.
    fn of(ctx: &Ctx<'js>) -> JsResult<Self> {
        let prototype_of = |class: &str| {
            let class = ctx.globals().get::<_, Object<'js>>(class)?;
            class.get("prototype")
        };
        Ok(Self {
            object: prototype_of("Object")?,
            list: prototype_of("Array")?,
        })
    }
}

fn default_export<'js>(
    ctx: &Ctx<'js>,
    source: &Source,
    teller: Teller<'_>,
) -> Result<Value<'js>, Fault> {
    let failed = |error| teller.fault(ctx, error);
    let module = Module::declare(ctx.clone(), source.file(), source.text()).map_err(failed)?;
    let (module, evaluated) = module.eval().map_err(failed)?;
    match evaluated.state() {
        PromiseState::Resolved => {}
        PromiseState::Rejected => match evaluated.result::<()>() {
            Some(Err(error)) => return Err(failed(error)),
            _ => return Err(teller.new_fault("it could not be evaluated")),
        },
        PromiseState::Pending => {
            return Err(teller.new_fault("it waits at its top level; take await away"));
        }
    }
    module.get("default").map_err(failed)
}

fn define<'js>(
    driver: &Driver<'js>,
    definition: Value<'js>,
    source: &Source,
) -> JsResult<(Handlers, Facts)> {
    let accessors = source.may_define_accessors();
    let told: Array<'js> = driver.define.call((definition, accessors))?;
    let facts = Facts {
        aggregate_type: told.get(0)?,
        version: told.get(1)?,
    };
    let mut by_type: HashMap<String, i32> =
        told.get::<Vec<String>>(2)?.into_iter().zip(0..).collect();
    let handlers = Handlers {
        any: by_type.remove(ANY),
        by_type,
        upcast: told.get::<Vec<String>>(3)?.into_iter().collect(),
    };
    Ok((handlers, facts))
}

impl Handlers {
    /// The place of an event's handler, or `UPCAST_FIRST`; `None` where there is nothing for it.
    pub(crate) fn of(&self, event: &Input) -> Option<i32> {
        if !self.upcast.is_empty() && self.upcast.contains(&event.upcast_name()) {
            return Some(UPCAST_FIRST);
        }
        self.by_type.get(event.event_type()).copied().or(self.any)
    }
}

impl<'js> Driver<'js> {
    fn new(driver: &Object<'js>, plain: Plain<'js>) -> JsResult<Self> {
        Ok(Self {
            define: driver.get("define")?,
            begin: driver.get("begin")?,
            resume: driver.get("resume")?,
            apply: driver.get("apply")?,
            state: driver.get("state")?,
            at: driver.get("at")?,
            accessor: driver.get("accessor")?,
            is_whole: driver.get("isWhole")?,
            big: driver.get("big")?,
            digits: driver.get("digits")?,
            plain,
        })
    }
}
