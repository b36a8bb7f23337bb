//! What the tests share: a naive oracle, arrays in all layouts, NumPy's cases. Nothing here uses the library.

pub mod cases;
pub mod folds;
pub mod layouts;
pub mod oracle;
pub mod values;
