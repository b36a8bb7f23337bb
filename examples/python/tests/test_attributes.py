"""What NumPy and Python know of the ufuncs."""

import ast
import copy
import inspect
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import ufunc_examples
from support import numpy_version
from ufunc_examples import _ufuncs

NAMES = ufunc_examples.__all__


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_ufunc(name):
    f = getattr(ufunc_examples, name)
    assert type(f) is np.ufunc
    assert f.__name__ == name
    assert f.nargs == f.nin + f.nout
    assert f.ntypes == len(f.types) > 0


def test_numbers_types_signatures():
    u = ufunc_examples
    assert (u.poincare_distance.nin, u.poincare_distance.nout) == (4, 1)
    assert u.poincare_distance.types == ["dddd->d"]
    assert u.gaussian.types == ["ff->f", "dd->d"]
    assert u.moving_average.types == [f"f{np.dtype('intp').char}->f", f"d{np.dtype('intp').char}->d"]
    assert u.gaussian.signature is None
    assert u.moving_average.signature == "(n),()->(n)"
    assert u.cross.signature == "(3),(3)->(3)"
    assert u.convolve.signature == "(m),(n)->(p)"
    assert u.distances.signature == "(n,d)->(p)"
    assert _ufuncs.rank_one.signature == "(m?),(n?)->(m?,n?)"
    assert _ufuncs.true_and_false.signature == "(n)->(),()"
    assert u.polar.nout == 2
    assert _ufuncs.nothing.nin == 0


def test_narrow_loops_come_first():
    codes = [types[0] for types in _ufuncs.widths.types]
    assert [np.dtype(code).itemsize for code in codes] == [1, 1, 2, 2, 4, 4, 8, 8]
    # int16 fits into f4, int32 does not.
    assert ufunc_examples.gaussian(np.int16([1]), np.int16([1])).dtype == "f4"
    assert ufunc_examples.gaussian(np.int32([1]), np.int32([1])).dtype == "f8"


def test_identities():
    u = ufunc_examples
    assert u.add.identity == 0
    assert u.gcd.identity == 0
    assert u.logaddexp.identity == -np.inf
    assert _ufuncs.either.identity is False
    # None is declared, and none may be told of a function of which NumPy would turn the order around.
    assert u.maximum.identity is None
    assert _ufuncs.after.identity is None
    assert _ufuncs.strict_sum.identity is None
    assert u.moving_average.identity is None


def test_documentation():
    doc = ufunc_examples.gaussian.__doc__
    assert "Normal density at distance `d`, of bandwidth `bw`." in doc
    assert "(m),(n)->(m+n-1)" in ufunc_examples.convolve.__doc__
    if numpy_version() >= (2, 2):
        assert doc.startswith("gaussian(d, bw, /, out=None, *, where=True, ...)\n\n")
        assert "(x, y, /, out=(None, None)," in ufunc_examples.polar.__doc__
    assert inspect.getdoc(ufunc_examples.moving_average)


def test_modules():
    if numpy_version() >= (2, 2):
        assert ufunc_examples.gaussian.__module__ == "ufunc_examples._ufuncs"


@pytest.mark.parametrize("name", NAMES)
def test_pickles_in_every_protocol(name):
    f = getattr(ufunc_examples, name)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(f, protocol)) is f
    assert copy.copy(f) is f
    assert copy.deepcopy(f) is f


def test_pickles_are_read_by_a_fresh_process():
    text = pickle.dumps((ufunc_examples.gaussian, ufunc_examples.moving_average)).hex()
    code = (
        "import pickle\n"
        f"g, m = pickle.loads(bytes.fromhex({text!r}))\n"
        "assert g(0.0, 1.0) > 0.39 and m([1.0, 3.0], 2)[1] == 2.0\n"
        "import ufunc_examples\n"
        "assert g is ufunc_examples.gaussian\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_stubs_name_what_there_is():
    package = Path(ufunc_examples.__file__).parent
    assert (package / "py.typed").exists()
    stubs = ast.parse((package / "__init__.pyi").read_text())
    typed = {node.target.id: node.annotation.id for node in stubs.body if isinstance(node, ast.AnnAssign)}
    assert typed == {name: "ufunc" for name in NAMES}
    listed = [ast.literal_eval(node.value) for node in stubs.body if isinstance(node, ast.Assign)]
    assert listed == [NAMES]


def test_numpy_that_cannot_be_imported_is_an_import_error():
    code = (
        "import sys\n"
        "sys.modules['numpy'] = None\n"
        "try:\n"
        "    import ufunc_examples\n"
        "except ImportError as error:\n"
        "    assert 'numpy' in str(error), error\n"
        "else:\n"
        "    raise SystemExit('imported')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "panicked" not in done.stderr
