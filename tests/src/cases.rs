//! NumPy's broadcasting cases: `data/broadcast_cases.json`.

use serde_json::Value;

/// One call and what NumPy makes of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// Its group.
    pub group: String,
    /// The signature, `None` for an elementwise function.
    pub signature: Option<String>,
    /// How many outputs the function has.
    pub nout: usize,
    /// The inputs' shapes.
    pub shapes: Vec<Vec<usize>>,
    /// The given outputs' shapes, if the call gives outputs; `None` inside: that one is not given.
    pub out_shapes: Option<Vec<Option<Vec<usize>>>>,
    /// NumPy's keyword arguments.
    pub options: Options,
    /// The outputs' shapes, or the error kinds that are true of the call.
    pub result: Result<Vec<Vec<usize>>, Vec<String>>,
}

/// What a call asks for besides its operands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// A list for each operand; a bare number, which NumPy takes where one axis is due, is a list of one.
    pub axes: Option<Vec<Vec<isize>>>,
    /// One axis.
    pub axis: Option<isize>,
    /// Whether outputs keep the inputs' core dimensions, if that is said.
    pub keepdims: Option<bool>,
}

/// The cases of some groups.
///
/// # Panics
///
/// If the file is not what it should be.
pub fn cases(groups: &[&str]) -> Vec<Case> {
    let file: Value = serde_json::from_str(include_str!("../data/broadcast_cases.json"))
        .expect("the cases are JSON");
    (list(&file["cases"]).iter())
        .map(case)
        .filter(|case| groups.contains(&case.group.as_str()))
        .collect()
}

fn case(value: &Value) -> Case {
    let result = &value["result"];
    Case {
        id: text(&value["id"]),
        group: text(&value["group"]),
        signature: value["signature"].as_str().map(String::from),
        nout: number(&value["nout"]),
        shapes: list(&value["shapes"]).iter().map(shape).collect(),
        out_shapes: value["out_shapes"].as_array().map(|outs| {
            outs.iter()
                .map(|out| (!out.is_null()).then(|| shape(out)))
                .collect()
        }),
        options: options(&value["kwargs"]),
        result: match result["ok"].as_bool().expect("ok is a bool") {
            true => Ok(list(&result["shapes"]).iter().map(shape).collect()),
            false => Err(std::iter::once(text(&result["error"]))
                .chain(
                    result["also_true"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .map(text),
                )
                .collect()),
        },
    }
}

fn options(kwargs: &Value) -> Options {
    let Some(given) = kwargs.as_object() else {
        return Options::default();
    };
    for name in given.keys() {
        assert!(
            ["axes", "axis", "keepdims"].contains(&name.as_str()),
            "{name}"
        );
    }
    let axes = kwargs["axes"].as_array();
    Options {
        axes: axes.map(|lists| {
            (lists.iter())
                .map(|axes| match axes.as_array() {
                    Some(axes) => axes.iter().map(axis).collect(),
                    None => vec![axis(axes)],
                })
                .collect()
        }),
        axis: given.get("axis").map(axis),
        keepdims: given
            .get("keepdims")
            .map(|keep| keep.as_bool().expect("a bool")),
    }
}

fn axis(value: &Value) -> isize {
    isize::try_from(value.as_i64().expect("an axis")).expect("an axis")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").into()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("a size")
}

fn shape(value: &Value) -> Vec<usize> {
    list(value).iter().map(number).collect()
}

/// How operands of shape (2, 3, 4) lie in memory, and the strides that NumPy gives the result.
pub type KOrder = (Vec<crate::layouts::Layout>, Vec<isize>);

/// NumPy's layouts of fresh outputs: `data/k_order.json`.
///
/// # Panics
///
/// If the file is not what it should be.
pub fn k_orders() -> Vec<KOrder> {
    let file: Value =
        serde_json::from_str(include_str!("../data/k_order.json")).expect("the cases are JSON");
    let layout = |operand: &Value| crate::layouts::Layout {
        name: operand.to_string(),
        order: shape(&operand["order"]),
        step: shape(&operand["step"]),
        reversed: vec![false; 3],
        repeated: (list(&operand["repeated"]).iter())
            .map(|repeated| repeated.as_bool().expect("a bool"))
            .collect(),
    };
    (list(&file["cases"]).iter())
        .map(|case| {
            let operands = list(&case["operands"]).iter().map(layout).collect();
            let strides = shape(&case["strides"]);
            (operands, strides.iter().map(|s| s.cast_signed()).collect())
        })
        .collect()
}
