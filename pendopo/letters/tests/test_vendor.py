"""Files of others that ship with Pendopo: unchanged, named, and with their licence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[1] / "static" / "letters" / "vendor"
FONTS = Path(__file__).resolve().parents[2] / "press" / "reference" / "fonts"
# Debian package fonts-liberation2 2.1.5-1
SUMS = {
    "LiberationSerif-Regular.ttf": "29d12439831b7f59194efec85872f24f54eff05738933f9a860220d2abff88ba",
    "LiberationSerif-Bold.ttf": "446a4421f297698427170fd7db20e59169a4188baaaf940e9bea58af6341a723",
    "LiberationSerif-Italic.ttf": "c1830c433ab41379f1139fac388989d37c9f08c81e1bd643efdcc7946db30753",
    "LiberationSerif-BoldItalic.ttf": "36dd6965be8915f6d7efb259757f1f7546a7c6f72c53a20bbe4ae7092f2cd558",
}


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_every_script_of_others_is_in_the_manifest_and_unchanged() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest:
        assert digest(VENDOR / entry["file"]) == entry["sha256"]
        assert entry["name"] and entry["version"] and entry["source"] and entry["licence"]
        assert "permission" in (VENDOR / entry["licence_file"]).read_text(encoding="utf-8").lower()
    named = {entry[key] for entry in manifest for key in ("file", "licence_file")}
    assert {file.name for file in VENDOR.iterdir()} == named | {"manifest.json"}


def test_the_fonts_are_unchanged_and_free() -> None:
    assert {file.name: digest(file) for file in FONTS.glob("*.ttf")} == SUMS
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence and "Reserved Font Name Liberation" in licence
