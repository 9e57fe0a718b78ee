"""Pictures are drawn anew: their pixels stay, everything else of the file goes."""

import io

import pytest
from PIL import Image

from tests.attachable import MARK, jpeg, of_pixels, picture, png, traces, webp
from tracker.attachments.sanitise.cleaning import cleaned
from tracker.attachments.sanitise.results import FileRefused, Note, Reason


def opened(content: bytes) -> Image.Image:
    made = Image.open(io.BytesIO(content))
    made.load()
    return made


@pytest.mark.parametrize(("code", "sent"), [("jpeg", jpeg()), ("png", png()), ("webp", webp())])
def test_nothing_but_pixels_is_left(code: str, sent: bytes) -> None:
    made = cleaned(code, sent)

    assert traces(sent)
    assert not traces(made.content)
    assert not {b"Exif", b"GPS", b"http://", b"ICC", b"Photoshop", b"script"} & present(
        made.content
    )
    assert not opened(made.content).getexif()
    assert Note.LOCATION in made.notes


def present(content: bytes) -> set[bytes]:
    words = (
        b"Exif",
        b"GPS",
        b"http://",
        b"ICC",
        b"Photoshop",
        b"script",
        b"tEXt",
        b"zTXt",
        b"eXIf",
    )
    return {word for word in words if word in content}


def test_png_keeps_only_what_draws_it() -> None:
    content = cleaned("png", png()).content

    kinds, place = [], 8
    while place < len(content):
        kinds.append(content[place + 4 : place + 8])
        place += 12 + int.from_bytes(content[place : place + 4], "big")
    assert kinds == [b"IHDR", b"IDAT", b"IEND"]


def test_orientation_is_applied_before_it_is_dropped() -> None:
    lying = cleaned("jpeg", jpeg((24, 16))).content

    assert opened(lying).size == (16, 24)
    # What was on the left is at the top now.
    assert opened(lying).getpixel((8, 2))[0] > 100 > opened(lying).getpixel((8, 22))[0]


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert cleaned("jpeg", jpeg()).content == cleaned("jpeg", jpeg()).content
    assert cleaned("jpeg", jpeg()).content == cleaned("jpeg", jpeg(comment=b"another")).content


def test_of_a_moving_picture_the_first_stays() -> None:
    made = cleaned("webp", webp(frames=3))

    assert getattr(opened(made.content), "n_frames", 1) == 1
    assert Note.FIRST_PICTURE in made.notes


def test_see_through_parts_of_a_picture_stay_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")

    assert opened(cleaned("png", out.getvalue()).content).getpixel((0, 0))[3] == 0


def test_colours_of_four_inks_become_common_ones() -> None:
    out = io.BytesIO()
    picture().convert("CMYK").save(out, "JPEG")

    assert opened(cleaned("jpeg", out.getvalue()).content).mode == "RGB"


@pytest.mark.parametrize(
    ("size", "reason"),
    [
        ((5000, 5000), Reason.DAMAGED),  # within the limit: only then are its few pixels missed
        ((5200, 5000), Reason.TOO_MANY_PIXELS),  # 26 million
        ((60_000, 60_000), Reason.TOO_MANY_PIXELS),  # where the library itself would stop
    ],
)
def test_pixels_are_counted_before_they_are_unpacked(size: tuple[int, int], reason: Reason) -> None:
    with pytest.raises(FileRefused) as fault:
        cleaned("png", of_pixels(*size))

    assert fault.value.reason is reason


@pytest.mark.parametrize(
    ("code", "sent"),
    [
        ("jpeg", jpeg()[:700]),
        ("png", png()[:60]),
        ("webp", webp()[:40]),
        ("jpeg", png()),
        ("png", b"\x89PNG\r\n\x1a\n" + MARK.encode()),
    ],
    ids=["half a JPEG", "half a PNG", "half a WebP", "a PNG called JPEG", "only the signature"],
)
def test_what_cannot_be_drawn_is_refused(code: str, sent: bytes) -> None:
    with pytest.raises(FileRefused) as fault:
        cleaned(code, sent)

    assert fault.value.reason is Reason.DAMAGED
