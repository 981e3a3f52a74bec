import pytest

from cast import stage
from standing import Staging


@pytest.fixture(scope="module")
def staging() -> Staging:
    return stage
