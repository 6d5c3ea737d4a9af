"""docs/reference/permissions.md: every role, what it may do and where, and who asks for each permission."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from pendopo.accounts.rules.permissions import OWN as ACCOUNTS_OWN
from pendopo.accounts.rules.roles import ROLES, Role
from pendopo.kernel.powers import DESK
from pendopo.site.reference import paper
from pendopo.site.reference.operations import registered, tiers_in_words

INTRO = """A role is granted to an officer in an area for a term. In the matrix, `yes` holds at once and
`2FA` only after a second factor (TOTP or passkey). A role can be granted at its tiers only, and it never
reaches beyond its area. Residents hold no permission: they see their own data and family, nothing else.
Names and descriptions stand here as the screens show them."""


def page() -> str:
    """Return the page."""
    return paper.page(
        "Roles and permissions", INTRO, f"## Roles\n\n{_roles()}", f"## Matrix\n\n{_matrix()}", _everyone(),
        f"## Who asks for what\n\n{_askers()}",
    )  # fmt: skip


def _roles() -> str:
    headings = ("role", "name", "what for", "tiers", "second factor", "not together with")
    return paper.table(headings, [_role(role) for role in ROLES])


def _role(role: Role) -> tuple[str, ...]:
    others = role.incompatible | {other.key for other in ROLES if role.key in other.incompatible}
    return (
        paper.code(role.key),
        role.name,
        role.description,
        tiers_in_words(role.tiers),
        "required" if role.requires_second_factor else "optional",
        paper.codes(others),
    )


def _matrix() -> str:
    asked = sorted({permission for role in ROLES for permission in role.all_permissions})
    rows = [(paper.code(permission), *(_may(role, permission) for role in ROLES)) for permission in asked]
    return paper.table(("permission", *(role.key for role in ROLES)), rows)


def _may(role: Role, permission: str) -> str:
    return "yes" if permission in role.permissions else "2FA" if permission in role.deciding else ""


def _everyone() -> str:
    return (
        f"Every officer with a valid role also holds `{DESK}` (open the desk) and, at the own office, `{ACCOUNTS_OWN}` "
        "(own password, own sessions, own second factor)."
    )


def _askers() -> str:
    asked: dict[str, tuple[set[str], set[str]]] = {}
    for entry in registered():
        for permission in (entry.permission, *entry.also):
            asked.setdefault(permission or "", (set(), set()))[0].add(entry.name)
    for name, access in _views(get_resolver()):
        if access not in ("public", "resident"):
            asked.setdefault(access, (set(), set()))[1].add(name)
    rows = [
        (paper.code(permission), paper.codes(operations), paper.codes(views))
        for permission, (operations, views) in sorted(asked.items())
        if permission
    ]
    return paper.table(("permission", "operations", "pages, by URL name"), rows)


def _views(resolver: URLResolver) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            access = getattr(pattern.callback, "access", "")
            if access and not pattern.callback.__module__.startswith("pendopo.ui."):
                yield pattern.name or "", access
        else:
            yield from _views(pattern)
