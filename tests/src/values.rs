//! NumPy's values of calls: `data/values.json`.

use ndarray::{ArrayViewD, ArrayViewMutD, Axis, IxDyn, ShapeBuilder};
use serde_json::Value;

/// One call and what NumPy makes of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// The function.
    pub op: String,
    /// The ufunc's method.
    pub method: String,
    /// What it is about.
    pub tags: Vec<String>,
    /// The inputs.
    pub inputs: Vec<Place>,
    /// The given output.
    pub out: Option<Place>,
    /// The mask.
    pub on: Option<Place>,
    /// The method's other arguments.
    pub kwargs: Kwargs,
    /// The result, or NumPy's exception and its text.
    pub expect: Result<Expected, (String, String)>,
    /// How far off a number may be, relatively; 0 for not at all.
    pub tolerance: f64,
    buffers: Vec<(String, Data)>,
}

/// Arguments by keyword.
#[derive(Clone, Debug, Default)]
pub struct Kwargs {
    /// `None`: all axes.
    pub axes: Option<Vec<isize>>,
    /// Whether `axis` is one number.
    pub one_axis: bool,
    /// Whether reduced axes stay.
    pub keepdims: bool,
    /// A first value.
    pub initial: Option<f64>,
    /// Of `at` and `reduceat`.
    pub indices: Vec<isize>,
}

/// What NumPy's call returns and writes.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The result's shape.
    pub shape: Vec<usize>,
    /// The result in C order; nothing for `at`.
    pub data: Option<Data>,
    /// The memory of the output, or of the target of `at`, afterwards.
    pub after: Option<Data>,
}

/// Numbers of one type.
#[derive(Clone, Debug)]
pub enum Data {
    /// Doubles.
    F8(Vec<f64>),
    /// Singles.
    F4(Vec<f32>),
    /// Integers of 64 bits.
    I8(Vec<i64>),
    /// Integers of 32 bits.
    I4(Vec<i32>),
    /// Truth values.
    B1(Vec<bool>),
}

/// A strided operand in a buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The buffer.
    pub buffer: String,
    /// The first element.
    pub offset: usize,
    /// The shape.
    pub shape: Vec<usize>,
    /// The strides in elements.
    pub strides: Vec<isize>,
}

impl Case {
    /// The memory of an operand.
    ///
    /// # Panics
    ///
    /// If it is not there.
    pub fn data(&self, place: &Place) -> &Data {
        let found = self.buffers.iter().find(|(name, _)| *name == place.buffer);
        &found.expect("a buffer").1
    }

    /// The type of an operand, as NumPy writes it.
    pub fn dtype(&self, place: &Place) -> &'static str {
        match self.data(place) {
            Data::F8(_) => "f8",
            Data::F4(_) => "f4",
            Data::I8(_) => "i8",
            Data::I4(_) => "i4",
            Data::B1(_) => "b1",
        }
    }
}

impl Place {
    /// The lowest element in memory, the distances of neighbours, and the axes that run backwards.
    fn parts(&self) -> (usize, Vec<usize>, Vec<Axis>) {
        let mut first = self.offset;
        let mut backwards = Vec::new();
        for (axis, (&size, &stride)) in self.shape.iter().zip(&self.strides).enumerate() {
            if stride < 0 && size > 0 {
                first -= (size - 1) * stride.unsigned_abs();
                backwards.push(Axis(axis));
            }
        }
        let steps = self
            .strides
            .iter()
            .map(|stride| stride.unsigned_abs())
            .collect();
        (first, steps, backwards)
    }

    /// The operand, with exactly its strides.
    ///
    /// # Panics
    ///
    /// If it does not lie in the buffer.
    pub fn view<'a, T>(&self, buffer: &'a [T]) -> ArrayViewD<'a, T> {
        if self.shape.contains(&0) {
            return ArrayViewD::from_shape(IxDyn(&self.shape), &[]).expect("nothing fits");
        }
        let (first, steps, backwards) = self.parts();
        let shape = IxDyn(&self.shape).strides(IxDyn(&steps));
        let mut view =
            ArrayViewD::from_shape(shape, &buffer[first..]).expect("it lies in the buffer");
        for axis in backwards {
            view.invert_axis(axis);
        }
        view
    }

    /// The operand, to be written.
    ///
    /// # Panics
    ///
    /// If it does not lie in the buffer, or overlaps itself.
    pub fn view_mut<'a, T>(&self, buffer: &'a mut [T]) -> ArrayViewMutD<'a, T> {
        let (first, steps, backwards) = self.parts();
        let shape = IxDyn(&self.shape).strides(IxDyn(&steps));
        let mut view =
            ArrayViewMutD::from_shape(shape, &mut buffer[first..]).expect("it lies in the buffer");
        for axis in backwards {
            view.invert_axis(axis);
        }
        view
    }
}

/// All cases.
///
/// # Panics
///
/// If the file is not what it should be.
pub fn cases() -> Vec<Case> {
    let file: Value =
        serde_json::from_str(include_str!("../data/values.json")).expect("the cases are JSON");
    list(&file["cases"]).iter().map(case).collect()
}

fn case(value: &Value) -> Case {
    let expect = &value["expect"];
    let data = |name: &str| list_of(&expect["dtype"], expect.get(name)?);
    let buffers = value["buffers"].as_object().expect("buffers");
    let mut buffers: Vec<(String, Data)> = (buffers.iter())
        .map(|(name, buffer)| {
            let data = list_of(&buffer["dtype"], &buffer["data"]);
            (name.clone(), data.expect("a known type"))
        })
        .collect();
    buffers.sort_by(|a, b| a.0.cmp(&b.0));
    let optional = |name: &str| value.get(name).filter(|place| !place.is_null()).map(place);
    let inputs: Vec<Place> = list(&value["inputs"]).iter().map(place).collect();
    Case {
        id: text(&value["id"]),
        op: text(&value["op"]),
        method: text(&value["method"]),
        tags: list(&value["tags"]).iter().map(text).collect(),
        out: optional("out"),
        on: optional("where"),
        kwargs: kwargs(&value["kwargs"]),
        tolerance: value["compare"]["rtol"].as_f64().unwrap_or(0.0),
        expect: match expect["ok"].as_bool().expect("ok is a bool") {
            true => Ok(Expected {
                shape: (expect["shape"].as_array().into_iter().flatten())
                    .map(|size| usize::try_from(size.as_u64().expect("a number")).expect("a size"))
                    .collect(),
                data: data("data"),
                after: data("out_buffer_after").or_else(|| {
                    // Of `at` the type is that of the target.
                    list_of(
                        &value["buffers"][&inputs[0].buffer]["dtype"],
                        expect.get("buffer_after")?,
                    )
                }),
            }),
            false => Err((text(&expect["exception"]), text(&expect["numpy_message"]))),
        },
        inputs,
        buffers,
    }
}

fn kwargs(value: &Value) -> Kwargs {
    let numbers = |value: &Value| list(value).iter().map(integer).collect::<Vec<isize>>();
    let axis = value.get("axis").unwrap_or(&Value::Null);
    Kwargs {
        axes: match axis {
            Value::Null => None,
            Value::Array(_) => Some(numbers(axis)),
            one => Some(vec![integer(one)]),
        },
        one_axis: axis.is_i64(),
        keepdims: value["keepdims"].as_bool().unwrap_or(false),
        initial: value["initial"].as_f64(),
        indices: value.get("indices").map_or_else(Vec::new, numbers),
    }
}

fn place(value: &Value) -> Place {
    Place {
        buffer: text(&value["buffer"]),
        offset: integer(&value["offset"]).cast_unsigned(),
        shape: list(&value["shape"])
            .iter()
            .map(|size| integer(size).cast_unsigned())
            .collect(),
        strides: list(&value["strides"]).iter().map(integer).collect(),
    }
}

/// Numbers of a type; `None` for a type that is not there.
fn list_of(dtype: &Value, data: &Value) -> Option<Data> {
    let all = list(data);
    let float = |value: &Value| match value.as_str() {
        Some(word) => word.parse().expect("nan, inf or a zero"),
        None => value.as_f64().expect("a number"),
    };
    let whole = |value: &Value| value.as_i64().expect("an integer");
    Some(match dtype.as_str()? {
        "f8" => Data::F8(all.iter().map(float).collect()),
        // The decimals are the shortest that give the single back.
        "f4" => Data::F4(all.iter().map(|value| float(value) as f32).collect()),
        "i8" => Data::I8(all.iter().map(whole).collect()),
        "i4" => Data::I4(
            all.iter()
                .map(|value| i32::try_from(whole(value)).expect("32 bits"))
                .collect(),
        ),
        "b1" => Data::B1(
            all.iter()
                .map(|value| value.as_bool().unwrap_or_else(|| whole(value) != 0))
                .collect(),
        ),
        _ => return None,
    })
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").into()
}

fn integer(value: &Value) -> isize {
    isize::try_from(value.as_i64().expect("an integer")).expect("64 bits")
}
