"""Two invented states, a plan of three commitments of which two ask the same, nothing filed."""

from types import SimpleNamespace

import pytest
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tracker.gap import standing


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    plan = make.instrument("PLAN")
    first, second, third = (make.commitment(f"PLAN-0{number}", of=plan) for number in (1, 2, 3))
    make.relation(first, second)
    one, other = make.state("XAA"), make.state("XBB", "Otherland", regional_group="APG")
    standing.rebuild()
    db.session.commit()
    return SimpleNamespace(plan=plan, first=first, second=second, third=third, one=one, other=other)
