"""Addresses of accounts: /masuk/, /saya/, and the desk's pages about accounts."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path

from pendopo.accounts.rules.permissions import OWN
from pendopo.accounts.views import changes, counter, desk, entrance, opening, own, posts, residents, spraying
from pendopo.kernel.access import public, requires

mine = requires(OWN)
_SAFE = "meja/akun/keamanan/"

_ENTRANCE = [
    path("masuk/", entrance.sign_in, name="sign-in"),
    path("keluar/", entrance.sign_out, name="sign-out"),
    path("akun/", entrance.my_account, name="my-account"),
    path("masuk/demo/", entrance.demo, name="sign-in-demo"),
    path("masuk/demo/petugas/<uuid:user_id>/", entrance.demo_officer, name="sign-in-demo-officer"),
    path("masuk/demo/warga/<uuid:account_id>/", entrance.demo_resident, name="sign-in-demo-resident"),
    path("masuk/tautan/<str:token>/", entrance.officer_link, name="officer-link"),
    path("masuk/tautan/<str:token>/desa/", opening.choose_village, name="officer-link-village"),
    path("masuk/petugas/", public(account.login), name="account_login"),
    path("masuk/petugas/tutup/", public(account.account_inactive), name="account_inactive"),
    path("masuk/petugas/kode/", public(factors.authenticate), name="mfa_authenticate"),
    path("masuk/petugas/kunci/", public(keys.login_webauthn), name="mfa_login_webauthn"),
]
_RESIDENT = [
    path("masuk/warga/", residents.sign_in, name="sign-in-resident"),
    path("masuk/warga/kode/", residents.use_code, name="sign-in-code"),
    path("masuk/warga/kunci/", residents.sign_in_by_passkey, name="sign-in-passkey"),
    path("saya/", residents.home, name="resident-home"),
    path("saya/pin/", residents.change_secret, name="resident-secret"),
    path("saya/perangkat/keluar-lain/", residents.end_other_sessions, name="resident-sessions-end"),
    path("saya/perangkat/<uuid:session_id>/keluar/", residents.end_session, name="resident-session-end"),
    path("saya/kunci/", residents.add_passkey, name="resident-passkey-add"),
    path("saya/kunci/<uuid:passkey_id>/hapus/", residents.remove_passkey, name="resident-passkey-remove"),
]
_OWN = [
    path("meja/akun/sesi/", own.sessions, name="my-sessions"),
    path("meja/akun/sesi/akhiri-lain/", own.end_other_sessions, name="my-sessions-end"),
    path("meja/akun/sesi/<int:session_id>/akhiri/", own.end_session, name="my-session-end"),
    path(_SAFE, mine(own.SecurityView.as_view()), name="mfa_index"),
    path(_SAFE + "ulang/", mine(account.reauthenticate), name="account_reauthenticate"),
    path(_SAFE + "ulang/kode/", mine(factors.reauthenticate), name="mfa_reauthenticate"),
    path(
        _SAFE + "ulang/kunci/",
        mine(keys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(_SAFE + "sandi/", mine(account.password_change), name="account_change_password"),
    path(_SAFE + "aplikasi/", mine(totp.activate_totp), name="mfa_activate_totp"),
    path(_SAFE + "aplikasi/hapus/", mine(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(_SAFE + "cadangan/", mine(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        _SAFE + "cadangan/baru/",
        mine(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        _SAFE + "cadangan/unduh/",
        mine(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path(_SAFE + "kunci/", mine(keys.list_webauthn), name="mfa_list_webauthn"),
    path(_SAFE + "kunci/baru/", mine(keys.add_webauthn), name="mfa_add_webauthn"),
    path(_SAFE + "kunci/<int:pk>/hapus/", mine(keys.remove_webauthn), name="mfa_remove_webauthn"),
    path(_SAFE + "kunci/<int:pk>/nama/", mine(keys.edit_webauthn), name="mfa_edit_webauthn"),
]
_DESK = [
    path("meja/akun/", desk.accounts, name="accounts"),
    path("meja/akun/menunggu/", changes.waiting, name="changes"),
    path("meja/akun/menunggu/<uuid:change_id>/", changes.change, name="change"),
    path("meja/akun/percobaan/", spraying.notices, name="spray-notices"),
    path("meja/akun/percobaan/<uuid:notice_id>/dibaca/", spraying.read, name="spray-notice-read"),
    path("meja/akun/peran/", desk.roles, name="roles"),
    path("meja/akun/peran/beri/", desk.new_grant, name="grant-new"),
    path("meja/akun/peran/<uuid:grant_id>/cabut/", desk.revoke_grant, name="grant-revoke"),
    path("meja/akun/petugas/baru/", desk.new_officer, name="officer-new"),
    path("meja/akun/petugas/<uuid:user_id>/", desk.officer, name="officer"),
    path("meja/akun/petugas/<uuid:user_id>/ubah/", desk.edit_officer, name="officer-edit"),
    path("meja/akun/petugas/<uuid:user_id>/tautan/", desk.new_link, name="officer-new-link"),
    path("meja/akun/petugas/<uuid:user_id>/status/", desk.switch_officer, name="officer-switch"),
    path("meja/akun/petugas/<uuid:user_id>/warga/", posts.identity, name="officer-identity"),
    path("meja/akun/petugas/<uuid:user_id>/warga/hubungkan/", posts.identify, name="officer-identify"),
    path("meja/akun/jabatan/", posts.posts, name="posts"),
    path("meja/akun/jabatan/<uuid:official_id>/", posts.link_post, name="post-link"),
    path("meja/akun/jabatan/<uuid:official_id>/akhiri/", posts.end_post, name="post-end"),
    path("meja/akun/warga/", counter.residents, name="resident-accounts"),
    path("meja/akun/warga/buka/", counter.activate, name="resident-activate"),
    path("meja/akun/warga/<uuid:account_id>/", counter.resident, name="resident-account"),
    path("meja/atas-nama/", counter.on_behalf, name="on-behalf"),
    path("meja/atas-nama/akhiri/", counter.end_on_behalf, name="on-behalf-end"),
]
urlpatterns = [*_ENTRANCE, *_RESIDENT, *_OWN, *_DESK]
