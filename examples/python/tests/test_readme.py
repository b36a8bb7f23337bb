"""What the README shows is what happens."""

import doctest
from pathlib import Path

README = Path(__file__).parents[3] / "README.md"


def test_the_python_section():
    section = README.read_text().split("## From Python\n")[1].split("\n## ")[0]
    block = section.split("```text\n")[1].split("```")[0]
    test = doctest.DocTestParser().get_doctest(block, {}, "README", str(README), 0)
    assert len(test.examples) == 6
    results = doctest.DocTestRunner().run(test)
    assert results.failed == 0 and results.attempted == 6
