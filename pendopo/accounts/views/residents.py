"""Residents: coming in, and the page about themselves."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.accounts import operations, queries
from pendopo.accounts.forms import ChangeSecretForm, CodeForm, PasskeyForm, ResidentSignInForm
from pendopo.accounts.views.entrance import next_address, start_resident_session
from pendopo.accounts.views.known import address_of, cookie_of, remember
from pendopo.kernel.access import actor_of, public, resident
from pendopo.kernel.actor import ANONYMOUS
from pendopo.kernel.errors import NotFound
from pendopo.ui.asking import attempt, said

_QUESTION = "passkey_question"


@public
@never_cache
@sensitive_post_parameters("identifier", "secret")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let a resident in with telephone number or NIK and PIN; a refusal is the same whatever was wrong."""
    form = ResidentSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with attempt(form):
            claim = queries.public_claim_by_secret(
                address=address_of(request), cookie=cookie_of(request), **form.cleaned_data
            )
            session = operations.sign_in_resident(
                ANONYMOUS, area="", claim=claim, user_agent=_browser(request)
            )
            if session is not None:
                return _come_in(request, session.pk, session.account)
            refused = queries.TooManyAttempts if claim.as_stranger else operations.SignInRefused
            form.add_error(None, str(refused.default))
    return render(
        request, "accounts/resident_sign_in.html", {"form": form, "next": next_address(request, "")}
    )


@public
@never_cache
@sensitive_post_parameters("nik", "code", "secret", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def use_code(request: HttpRequest) -> HttpResponse:
    """Let a resident choose a PIN with the code from the office."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("nik", "code", "secret")}
        with attempt(form):
            claim = queries.public_claim_by_code(address=address_of(request), **given)
            session, refusal = operations.use_code(
                ANONYMOUS, area="", claim=claim, user_agent=_browser(request)
            )
            if session is not None:
                messages.success(request, _("PIN tersimpan. Lain kali masuk dengan nomor telepon atau NIK."))
                return _come_in(request, session.pk, session.account)
            form.add_error(None if isinstance(refusal, operations.CodeRefused) else "secret", str(refusal))
    return render(request, "accounts/resident_code.html", {"form": form})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """Let a resident in with a passkey of his own telephone."""
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with attempt(request):
            claim = queries.public_claim_by_passkey(
                answer=form.cleaned_data["answer"],
                state=request.session.pop(_QUESTION, None),
                origin=_origin(request),
                address=address_of(request),
            )
            session = operations.sign_in_resident(
                ANONYMOUS, area="", claim=claim, user_agent=_browser(request)
            )
            if session is not None:
                return _come_in(request, session.pk, session.account)
            messages.error(request, _("Kunci sandi ini tidak dikenal di sini. Pakai PIN Anda."))
        return redirect("sign-in-passkey")
    question = queries.public_passkey_question(_origin(request))
    request.session[_QUESTION] = question.state
    return render(
        request, "accounts/resident_passkey.html", {"form": form, "options": json.dumps(question.options)}
    )


@resident
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show a resident his account: his data, where he is signed in, and who acted for him."""
    return render(request, "accounts/resident_home.html", {"page": queries.resident_page(actor_of(request))})


@resident
@never_cache
@sensitive_post_parameters("old", "secret", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def change_secret(request: HttpRequest) -> HttpResponse:
    """Let a resident change his PIN; an officer who acts for him cannot."""
    actor = actor_of(request)
    if actor.kind != "resident":
        raise NotFound
    form = ChangeSecretForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"old": form.cleaned_data["old"], "new": form.cleaned_data["secret"]}
        current = request.session.get(queries.RESIDENT_KEY)
        with attempt(form, "secret", old="old"):
            account, claim = queries.claim_to_change(actor, **given)
            session_id = UUID(current) if current else None
            trouble = operations.change_secret(actor, account=account, claim=claim, session_id=session_id)
            if trouble is not None:
                raise trouble
            messages.success(request, _("PIN sudah diganti. Perangkat lain sudah dikeluarkan."))
            return remember(request, redirect("resident-home"), account)
    return render(request, "accounts/resident_secret.html", {"form": form})


@resident
@require_POST
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Sign the resident out on one device."""
    actor = actor_of(request)
    session = queries.my_resident_session(actor, session_id)
    operations.end_resident_session(actor, session=session)
    messages.success(request, _("Perangkat itu sudah dikeluarkan."))
    return remember(request, redirect("resident-home"), session.account)


@resident
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign the resident out everywhere but here."""
    actor = actor_of(request)
    current = request.session.get(queries.RESIDENT_KEY)
    account = operations.end_other_resident_sessions(
        actor, account=queries.my_account(actor), session_id=UUID(current) if current else None
    )
    messages.success(request, _("Semua perangkat lain sudah dikeluarkan."))
    return remember(request, redirect("resident-home"), account)


@resident
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Let a resident keep a passkey on the device he holds."""
    actor = actor_of(request)
    if actor.kind != "resident":
        raise NotFound
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = queries.my_account(actor)
        state = request.session.pop(_QUESTION, None)
        with attempt(request):
            operations.add_passkey(
                actor, account=account, origin=_origin(request), state=state, **form.cleaned_data
            )
            return said(request, _("Perangkat ini sekarang dapat membuka akun Anda."), "resident-home")
        return redirect("resident-passkey-add")
    question = queries.new_passkey_question(actor, _origin(request))
    request.session[_QUESTION] = question.state
    shown = {"form": form, "options": json.dumps(question.options)}
    return render(request, "accounts/resident_passkey_add.html", shown)


@resident
@require_POST
def remove_passkey(request: HttpRequest, passkey_id: UUID) -> HttpResponse:
    """Forget one of the resident's passkeys."""
    actor = actor_of(request)
    operations.remove_passkey(actor, passkey=queries.my_passkey(actor, passkey_id))
    return said(request, _("Kunci sandi itu sudah dihapus."), "resident-home")


def _come_in(request: HttpRequest, session_id: UUID, account: queries.Holder) -> HttpResponse:
    wanted = next_address(request, reverse("resident-home"))
    kept = [(message.level, message.message) for message in messages.get_messages(request)]
    start_resident_session(request, session_id)
    for level, text in kept:
        messages.add_message(request, level, text)
    return remember(request, redirect(wanted), account)


def _browser(request: HttpRequest) -> str:
    return str(request.META.get("HTTP_USER_AGENT", ""))


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
