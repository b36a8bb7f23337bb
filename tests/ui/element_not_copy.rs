use ufunc_core::Element;

struct Name(String);

impl Element for Name {}

fn main() {}
