use super::*;

fn table() -> Tensor {
    Tensor::from_i64(&[2, 3], vec![1, 2, 3, 4, 5, 6]).unwrap()
}

fn floats(shape: &[usize], values: &[f64]) -> Tensor {
    Tensor::from_f64(shape, values.to_vec()).unwrap()
}

#[test]
fn smaller_shapes_are_stretched() {
    let row = Tensor::from_i64(&[3], vec![10, 20, 30]).unwrap();
    let sum = table().apply(Operation::Add, &row).unwrap();
    assert_eq!(sum.as_i64().unwrap(), [11, 22, 33, 14, 25, 36]);
    let column = Tensor::from_f32(&[2, 1], vec![0.5, 2.0]).unwrap();
    let product = table().apply(Operation::Multiply, &column).unwrap();
    assert_eq!(product.as_f32().unwrap(), [0.5, 1.0, 1.5, 8.0, 10.0, 12.0]);
    let error = table().apply(Operation::Add, &table().transpose(None).unwrap());
    let text = error.unwrap_err().to_string();
    assert!(
        text.starts_with("shapes [2, 3] and [3, 2] do not fit"),
        "{text}"
    );
}

#[test]
fn kinds_widen_as_far_as_needed() {
    let bytes = Tensor::from_u8(&[2], vec![250, 3]).unwrap();
    let more = bytes
        .apply(Operation::Add, &bytes.beside(Number::Whole(10)))
        .unwrap();
    assert_eq!(
        (more.dtype(), more.as_i64().unwrap()),
        (Dtype::I64, &[260, 13][..])
    );
    let share = bytes
        .apply(Operation::Divide, &bytes.beside(Number::Whole(250)))
        .unwrap();
    assert_eq!(share, floats(&[2], &[1.0, 0.012]));
    let narrow = Tensor::from_f32(&[1], vec![1.5]).unwrap();
    let twice = narrow
        .apply(Operation::Multiply, &narrow.beside(Number::Float(2.0)))
        .unwrap();
    assert_eq!(
        (twice.dtype(), twice.as_f32().unwrap()),
        (Dtype::F32, &[3.0][..])
    );
    let flags = Tensor::from_bool(&[2], vec![true, true]).unwrap();
    assert_eq!(
        flags.reduce(Reduction::Sum, None, false).unwrap().number(0),
        Some(Number::Whole(2))
    );
}

#[test]
fn the_rest_has_the_sign_of_the_divisor() {
    let sevens = Tensor::from_i64(&[4], vec![7, -7, 7, -7]).unwrap();
    let threes = Tensor::from_i64(&[4], vec![3, 3, -3, -3]).unwrap();
    let rest = sevens.apply(Operation::Remainder, &threes).unwrap();
    assert_eq!(rest.as_i64().unwrap(), [1, 2, -2, -1]);
    let rest = sevens
        .cast(Dtype::F64)
        .apply(Operation::Remainder, &threes)
        .unwrap();
    assert_eq!(rest, floats(&[4], &[1.0, 2.0, -2.0, -1.0]));
}

#[test]
fn reductions_go_along_an_axis_or_over_all() {
    let table = table();
    let sums = |axis| table.reduce(Reduction::Sum, axis, false).unwrap();
    assert_eq!(sums(None).number(0), Some(Number::Whole(21)));
    assert_eq!(sums(Some(0)).as_i64().unwrap(), [5, 7, 9]);
    assert_eq!(sums(Some(-1)).as_i64().unwrap(), [6, 15]);
    let means = table.reduce(Reduction::Mean, Some(1), true).unwrap();
    assert_eq!(means, floats(&[2, 1], &[2.0, 5.0]));
    let spread = table.reduce(Reduction::Std, None, false).unwrap();
    // numpy.arange(1, 7).std()
    assert!((spread.number(0).unwrap().float() - 1.707_825_127_659_933).abs() < 1e-12);
    assert!(
        table
            .reduce(Reduction::Sum, Some(2), false)
            .unwrap_err()
            .to_string()
            .contains("axis 2 does not exist")
    );
    let none = floats(&[0, 2], &[]);
    assert_eq!(
        none.reduce(Reduction::Sum, Some(0), false).unwrap(),
        floats(&[2], &[0.0, 0.0])
    );
    assert!(none.reduce(Reduction::Max, None, false).is_err());
}

#[test]
fn softmax_adds_up_and_does_not_overflow() {
    let scores = floats(&[2, 2], &[1000.0, 1000.0, 0.0, 1.0]);
    let shares = scores.softmax(1).unwrap();
    let shares = shares.as_f64().unwrap();
    assert_eq!(shares[..2], [0.5, 0.5]);
    assert!((shares[3] - 0.731_058_578_630_004_9).abs() < 1e-12);
    assert_eq!(scores.argmax(Some(-1)).unwrap().as_i64().unwrap(), [0, 1]);
    assert_eq!(
        scores.argmin(None).unwrap().number(0),
        Some(Number::Whole(2))
    );
}

#[test]
fn parts_are_picked_by_place_range_and_list() {
    let table = table();
    assert_eq!(
        table.pick(&[Pick::At(-1)]).unwrap().as_i64().unwrap(),
        [4, 5, 6]
    );
    let middle = table.pick(&[Pick::All, Pick::From(1, -1)]).unwrap();
    assert_eq!(
        (middle.shape(), middle.as_i64().unwrap()),
        (&[2, 1][..], &[2, 5][..])
    );
    let picked = table
        .pick(&[Pick::These(vec![1, 0, 1]), Pick::At(0)])
        .unwrap();
    assert_eq!(picked.as_i64().unwrap(), [4, 1, 4]);
    assert_eq!(table.pick(&[Pick::From(1, 99)]).unwrap().shape(), [1, 3]);
    let error = table.pick(&[Pick::At(2)]).unwrap_err().to_string();
    assert_eq!(
        error,
        "index 2 is out of bounds: axis 0 of shape [2, 3] has 2"
    );
    assert!(table.pick(&[Pick::All, Pick::All, Pick::At(0)]).is_err());
}

#[test]
fn writing_leaves_what_shares_the_memory_alone() {
    let original = table();
    let mut copy = original.clone();
    copy.put(&[Pick::All, Pick::At(1)], &Number::Whole(0).into())
        .unwrap();
    assert_eq!(copy.as_i64().unwrap(), [1, 0, 3, 4, 0, 6]);
    assert_eq!(original, table());
    copy.put(&[Pick::At(0)], &Number::Whole(9).into()).unwrap();
    assert_eq!(copy.as_i64().unwrap(), [9, 9, 9, 4, 0, 6]);
    let column = floats(&[2, 1], &[7.9, 8.0]);
    copy.put(&[Pick::All, Pick::From(1, 3)], &column).unwrap();
    assert_eq!(copy.as_i64().unwrap(), [9, 7, 7, 4, 8, 8]);
    assert!(copy.put(&[Pick::At(0)], &column).is_err());
}

#[test]
fn shapes_change_without_the_numbers() {
    let table = table();
    assert_eq!(table.reshape(&[3, -1]).unwrap().shape(), [3, 2]);
    assert_eq!(
        table.transpose(None).unwrap().as_i64().unwrap(),
        [1, 4, 2, 5, 3, 6]
    );
    let cube = table.unsqueeze(0).unwrap();
    assert_eq!(cube.transpose(Some(&[2, 0, 1])).unwrap().shape(), [3, 1, 2]);
    assert_eq!(cube.squeeze(None).unwrap(), table);
    let text = table.reshape(&[4, 2]).unwrap_err().to_string();
    assert_eq!(text, "shape [2, 3] cannot become [4, 2]: it has 6 numbers");
    assert!(table.reshape(&[-1, -1]).is_err() && table.transpose(Some(&[0, 0])).is_err());
}

#[test]
fn several_become_one() {
    let table = table();
    let below = Tensor::concat(&[table.clone(), table.clone()], 0).unwrap();
    assert_eq!(below.shape(), [4, 3]);
    let beside = Tensor::concat(&[table.clone(), floats(&[2, 1], &[0.5, 1.5])], -1).unwrap();
    assert_eq!(
        beside,
        floats(&[2, 4], &[1.0, 2.0, 3.0, 0.5, 4.0, 5.0, 6.0, 1.5])
    );
    let stacked = Tensor::stack(&[table.clone(), table.clone()], -1).unwrap();
    assert_eq!(stacked.shape(), [2, 3, 2]);
    assert_eq!(stacked.as_i64().unwrap()[..4], [1, 1, 2, 2]);
    assert!(Tensor::concat(&[table.clone(), floats(&[3, 1], &[0.0; 3])], 1).is_err());
    assert_eq!(Tensor::stack(&[], 0), Err(TensorError::Nothing));
}

#[test]
fn it_is_written_as_numpy_writes_it() {
    assert_eq!(table().to_string(), "[[1 2 3]\n [4 5 6]]");
    assert_eq!(
        floats(&[3], &[1.0, 2.5, -3.0]).to_string(),
        "[ 1.0  2.5 -3.0]"
    );
    assert_eq!(floats(&[2], &[1.0, 2.0]).to_string(), "[1. 2.]");
    assert_eq!(
        Tensor::from_f32(&[2], vec![0.1, 0.25]).unwrap().to_string(),
        "[0.10 0.25]"
    );
    let long = Tensor::from_i64(&[2000], (0..2000).collect()).unwrap();
    assert_eq!(long.to_string(), "[   0    1    2 ... 1997 1998 1999]");
    assert_eq!(floats(&[], &[4.5]).to_string(), "4.5");
    assert_eq!(floats(&[0], &[]).to_string(), "[]");
}

#[test]
fn what_is_too_large_is_refused() {
    let error = Tensor::full(&[1 << 20, 1 << 20], Number::Whole(0), Dtype::U8).unwrap_err();
    assert!(error.to_string().contains("too large"), "{error}");
    assert!(Tensor::full(&[usize::MAX, 2], Number::Whole(0), Dtype::U8).is_err());
    assert!(Tensor::from_u8(&[2, 2], vec![0; 3]).is_err());
}
