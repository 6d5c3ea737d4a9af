"""How a sentence of the interface is said in another kind of village than a desa: the one place where its words change.

Sentences are written for a desa. In a kelurahan, a nagari or a gampong the same sentence names what that place has
instead, taken from its labels; names of laws, programmes and forms stay what they are.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from pendopo.places.rules.codes import VillageKind
from pendopo.places.rules.labels import DESA

# The context of a text that is a name and no description: an occupation of the national list, what the law calls it.
NAMED = "nama resmi"
# Words of sentences by language, and the label that takes their place. Longer ones are tried first.
_WORDS: dict[str, dict[str, str]] = {
    "id": {
        "kepala desa": "village_head", "sekretaris desa": "secretary", "bpd": "council",
        "kepala dusun": "hamlet_head", "dusun": "hamlet", "desa": "village",
    },
    "en": {
        "village heads?": "village_head", "village secretary": "secretary", r"village council \(bpd\)": "council",
        "bpd": "council", "desa": "village",
        "hamlet heads?": "hamlet_head", "hamlets?": "hamlet", "villages?": "village",
    },
}  # fmt: skip
# What a kelurahan has instead of what only a desa has (UU 23/2014 Pasal 229-230, PP 17/2018, Permendagri 130/2018).
_INSTEAD: dict[str, dict[str, str]] = {
    "id": {
        "mengawasi pemerintah desa": "mendampingi kelurahan",
        "rencana kerja pemerintah desa": "rencana kerja kelurahan",
        "peraturan kepala desa": "peraturan wali kota", "pemerintah desa": "kelurahan",
        "balai desa": "aula kelurahan", "musdes": "muskel", "perdes": "Perda", "apbdes": "DPA kelurahan",
        "rkpdes": "Renja kelurahan",
        r"uu 6/2014 tentang desa, terakhir diubah dengan uu 3/2024":
            "UU 23/2014 tentang Pemerintahan Daerah Pasal 229-230, dan PP 17/2018 tentang Kecamatan",
    },
    "en": {
        "oversees the village government": "accompanies the kelurahan", "the village government": "the kelurahan",
        "village hall": "kelurahan hall", "perdes": "Perda", "apbdes": "kelurahan budget (DPA)",
        "village fund": "Village Fund",
    },
}  # fmt: skip
# Names that hold such a word and are the same everywhere.
_SAME = (
    r"desa(?: atau | dan |/)kelurahan", r"villages?(?: or | and )kelurahan", "dana desa", "village fund",
    "bum desa", "tentang desa", "desa adat",
    "customary village",
)  # fmt: skip


_ANY = re.compile(r"desa|dusun|bpd|perdes|apbdes|rkpdes|musdes|village|hamlet", re.IGNORECASE)


def may_change(text: str) -> bool:
    """Say whether a sentence holds any word that another kind of village says otherwise (design.md section 5)."""
    return _ANY.search(text) is not None


def said(text: str, language: str, kind: VillageKind, labels: Mapping[str, str]) -> str:
    """Say a sentence of the interface in the words of a village (UU 6/2014 Pasal 6, UU 23/2014 Pasal 229)."""
    own = tuple(labels.get(key, DESA[key]) for key in _LABELS)
    if kind is VillageKind.DESA and own == _PLAIN:
        return text
    return _said(text, language, kind, own)


_LABELS = ("village", "village_head", "secretary", "council", "hamlet", "hamlet_head")
_PLAIN = tuple(DESA[key] for key in _LABELS)


@lru_cache(maxsize=4096)
def _said(text: str, language: str, kind: VillageKind, own: tuple[str, ...]) -> str:
    pattern, instead = _pattern(language, kind)
    labels = dict(zip(_LABELS, own, strict=True))

    def put(found: re.Match[str]) -> str:
        place = (found.lastindex or 1) - 1
        name = instead[place] if place else None
        return found[0] if name is None else _as_written(found[0], labels.get(name, name))

    return pattern.sub(put, text)


@lru_cache
def _pattern(language: str, kind: VillageKind) -> tuple[re.Pattern[str], list[str | None]]:
    """Return one pattern for all words of a language, and what stands for the group that matched; nothing: as it is."""
    words = {
        **(_INSTEAD.get(language, {}) if kind is VillageKind.KELURAHAN else {}),
        **_WORDS.get(language, {}),
    }
    if not words:
        return re.compile(r"(?!)"), []
    groups = [f"({'|'.join(_SAME)})", *(f"({word})" for word in words)]
    # behind a dot stands a part of an address (taraju.desa.id) or of a name in a wording (v.desa)
    return re.compile(rf"(?<![\w.-])(?<!%\()(?:{'|'.join(groups)})(?![\w-])", re.IGNORECASE), [
        None,
        *words.values(),
    ]


def _as_written(found: str, label: str) -> str:
    """Write a label small or with capitals as the word was that it stands for; abbreviations stay as they are."""
    words = found.split()
    if found.isupper() or (
        found[0].isupper() and all(word[0].isupper() for word in words) and len(words) > 1
    ):
        return label
    small = " ".join(word if word.isupper() else word[:1].lower() + word[1:] for word in label.split())
    return small if found[0].islower() else small[:1].upper() + small[1:]
