//! Arrays that hold the same elements in different places of memory.

use ndarray::{ArrayD, ArrayViewD, ArrayViewMutD, Axis, IxDyn, Slice};

/// How the axes of an array lie in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// What it is, for messages.
    pub name: String,
    /// The axes from the slowest to the fastest.
    pub order: Vec<usize>,
    /// How many elements apart neighbours are, per axis: 1 or more.
    pub step: Vec<usize>,
    /// Which axes run backwards.
    pub reversed: Vec<bool>,
    /// Which axes repeat one element (stride 0).
    pub repeated: Vec<bool>,
}

impl Layout {
    /// C order, contiguous.
    pub fn c(ndim: usize) -> Layout {
        Layout {
            name: "C".into(),
            order: (0..ndim).collect(),
            step: vec![1; ndim],
            reversed: vec![false; ndim],
            repeated: vec![false; ndim],
        }
    }

    /// Layouts that an output can have as well: contiguous in both orders, reversed, stepped, rotated, mixed.
    pub fn writable(ndim: usize) -> Vec<Layout> {
        let c = Layout::c(ndim);
        let f = Layout {
            name: "F".into(),
            order: (0..ndim).rev().collect(),
            ..c.clone()
        };
        let reversed = Layout {
            name: "reversed".into(),
            reversed: vec![true; ndim],
            ..c.clone()
        };
        let stepped = Layout {
            name: "stepped".into(),
            step: vec![2; ndim],
            ..c.clone()
        };
        let mut rotated = Layout {
            name: "rotated".into(),
            ..c.clone()
        };
        let mut mixed = Layout {
            name: "mixed".into(),
            ..f.clone()
        };
        if ndim > 0 {
            rotated.order.rotate_left(1);
            mixed.reversed[0] = true;
            mixed.step[ndim - 1] = 3;
        }
        vec![c, f, reversed, stepped, rotated, mixed]
    }

    /// All layouts: those of outputs, and each axis repeated.
    pub fn all(ndim: usize) -> Vec<Layout> {
        let mut all = Layout::writable(ndim);
        for axis in 0..ndim {
            let mut repeated = Layout::c(ndim);
            repeated.name = format!("axis {axis} repeated");
            repeated.repeated[axis] = true;
            all.push(repeated);
        }
        all
    }
}

/// Elements laid out in a larger piece of memory.
#[derive(Clone, Debug)]
pub struct Laid<T> {
    memory: ArrayD<T>,
    layout: Layout,
    shape: Vec<usize>,
}

impl<T: Copy> Laid<T> {
    /// An array of this shape and layout whose elements are `element(index)`; the gaps hold `gap`. Of a repeated
    /// axis, the element at index 0 counts.
    pub fn new(
        shape: &[usize],
        layout: &Layout,
        gap: T,
        mut element: impl FnMut(&[usize]) -> T,
    ) -> Laid<T> {
        let extent: Vec<usize> = (layout.order.iter())
            .map(|&axis| match layout.repeated[axis] {
                true => shape[axis].min(1),
                false => shape[axis] * layout.step[axis],
            })
            .collect();
        let mut laid = Laid {
            memory: ArrayD::from_elem(IxDyn(&extent), gap),
            layout: layout.clone(),
            shape: shape.to_vec(),
        };
        if !shape.contains(&0) {
            let mut view = laid.writable();
            for index in crate::oracle::indices(view.shape()) {
                view[IxDyn(&index)] = element(&index);
            }
        }
        laid
    }

    /// The same elements as `array`, in this layout.
    pub fn of(array: &ArrayD<T>, layout: &Layout, gap: T) -> Laid<T> {
        Laid::new(array.shape(), layout, gap, |index| array[IxDyn(index)])
    }

    /// Where each axis is in memory.
    fn places(&self) -> IxDyn {
        let mut places = vec![0; self.layout.order.len()];
        for (place, &axis) in self.layout.order.iter().enumerate() {
            places[axis] = place;
        }
        IxDyn(&places)
    }

    /// The elements; repeated axes have length 1.
    fn writable(&mut self) -> ArrayViewMutD<'_, T> {
        let places = self.places();
        let mut view = self.memory.view_mut().permuted_axes(places);
        for (axis, &step) in self.layout.step.iter().enumerate() {
            view.slice_axis_inplace(Axis(axis), Slice::from(..).step_by(step.cast_signed()));
            if self.layout.reversed[axis] {
                view.invert_axis(Axis(axis));
            }
        }
        view
    }

    /// The elements.
    pub fn view(&self) -> ArrayViewD<'_, T> {
        let extent: Vec<usize> = (self.layout.order.iter().zip(self.memory.shape()))
            .map(|(&axis, &size)| match self.layout.repeated[axis] {
                true => self.shape[axis],
                false => size,
            })
            .collect();
        let memory = self.memory.broadcast(IxDyn(&extent));
        let mut view = memory
            .expect("a size of 1 repeats")
            .permuted_axes(self.places());
        for (axis, &step) in self.layout.step.iter().enumerate() {
            view.slice_axis_inplace(Axis(axis), Slice::from(..).step_by(step.cast_signed()));
            if self.layout.reversed[axis] {
                view.invert_axis(Axis(axis));
            }
        }
        view
    }

    /// The elements, to be written; no axis may be repeated.
    pub fn view_mut(&mut self) -> ArrayViewMutD<'_, T> {
        assert!(
            !self.layout.repeated.contains(&true),
            "a repeated axis is not writable"
        );
        self.writable()
    }

    /// All memory, gaps included.
    pub fn memory(&self) -> &ArrayD<T> {
        &self.memory
    }

    /// What the layout is.
    pub fn name(&self) -> &str {
        &self.layout.name
    }
}
