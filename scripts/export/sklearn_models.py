"""Makes small ONNX models out of scikit-learn: digits and iris.

    python3 -m pip install scikit-learn skl2onnx onnxruntime
    python3 scripts/export/sklearn_models.py

Writes `examples/digits/digits.onnx`, which reads drawn digits, and for the tests of the model runtime
`runtime/models/tests/data/`: the two models, with and without `zipmap`, and `sklearn.json`, which holds what
Python's own onnxruntime says to a few inputs.
"""

import json
import pathlib

import numpy as np
import onnxruntime
from scipy.ndimage import shift
from skl2onnx import to_onnx
from sklearn.datasets import load_digits, load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "runtime/models/tests/data"
SEED = 7


def moved(images, labels):
    """Each digit also one pixel up, down, left and right: people do not draw in the middle."""
    rows, answers = [], []
    for image, label in zip(images.reshape(-1, 8, 8), labels):
        for by in [(0, 0), (0, 1), (0, -1), (1, 0), (-1, 0)]:
            rows.append(shift(image, by, order=0).reshape(64))
            answers.append(label)
    return np.array(rows, dtype=np.float32), np.array(answers)


def digits():
    images, labels = load_digits(return_X_y=True)
    seen, unseen, names, truth = train_test_split(images, labels, test_size=0.2, random_state=SEED)
    model = MLPClassifier((48,), max_iter=60, alpha=0.01, random_state=SEED)
    model.fit(*moved(seen, names))
    print(f"digits: {model.score(unseen, truth):.1%} of {len(truth)} unseen digits are right")
    return model, unseen[:5].astype(np.float32), truth[:5]


def iris():
    flowers = load_iris()
    names = flowers.target_names[flowers.target]
    model = make_pipeline(StandardScaler(), LogisticRegression(random_state=SEED))
    model.fit(flowers.data, names)
    return model, flowers.data[[0, 60, 120]].astype(np.float32)


def exported(model, sample, path, zipmap):
    onnx = to_onnx(model, sample[:1], options={"zipmap": zipmap}, target_opset=17)
    path.write_bytes(onnx.SerializeToString())
    return path


def reference(path, sample):
    """What Python's onnxruntime gives, as plain data."""
    session = onnxruntime.InferenceSession(path)
    outputs = session.run(None, {session.get_inputs()[0].name: sample})
    plain = [value.tolist() if hasattr(value, "tolist") else value for value in outputs]
    return {
        "input": sample.tolist(),
        "names": [output.name for output in session.get_outputs()],
        "outputs": plain,
    }


def main():
    DATA.mkdir(parents=True, exist_ok=True)
    golden = {}
    model, sample, truth = digits()
    path = exported(model, sample, ROOT / "examples/digits/digits.onnx", False)
    golden["digits"] = reference(path, sample) | {"truth": truth.tolist()}
    model, sample = iris()
    for name, zipmap in [("iris", False), ("iris_zipmap", True)]:
        path = exported(model, sample, DATA / f"{name}.onnx", zipmap)
        golden[name] = reference(path, sample)
    (DATA / "sklearn.json").write_text(json.dumps(golden))


if __name__ == "__main__":
    main()
