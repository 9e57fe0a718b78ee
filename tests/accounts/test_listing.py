"""The list of accounts goes forward and back, page by page, through the same pages."""

import pytest
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tracker.accounts import account_list
from tracker.accounts.actor import OPERATOR


@pytest.mark.parametrize("number", [4, 5, 6, 7])
def test_pages_are_the_same_forward_and_back(db: SQLAlchemy, number: int) -> None:
    for place in range(number):
        people.user(email=f"p{place}@example.org")
    pages, after = [], ""
    while True:
        page = account_list.accounts(OPERATOR, after=after, limit=2)
        pages.append((after, [user.email for user in page.accounts]))
        if page.next is None:
            break
        after = page.next

    back = [pages[-1]]
    while page.previous is not None:
        after = page.previous
        page = account_list.accounts(OPERATOR, after=after, limit=2)
        back.append((after, [user.email for user in page.accounts]))

    assert back == pages[::-1]
    assert sum(len(emails) for _after, emails in pages) == number
