import sys

from steps import Step, all_pass


def test_a_failed_step_shows_its_output_and_a_passed_one_only_its_name(capfd):
    steps = [
        Step("quiet", [sys.executable, "-c", "print('noise')"]),
        Step("broken", [sys.executable, "-c", "print('the reason'); raise SystemExit(3)"]),
    ]
    assert not all_pass(steps, workers=2)
    said = capfd.readouterr().out
    assert "ok     quiet" in said
    assert "FAILED broken" in said
    assert "the reason" in said
    assert "noise" not in said
    assert "1 of 2 checks failed: broken" in said


def test_all_pass_when_all_pass():
    assert all_pass([Step("fine", [sys.executable, "-c", ""])], workers=1)
