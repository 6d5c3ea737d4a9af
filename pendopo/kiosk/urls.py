"""Addresses of the kiosk, of the tasks that the domains offer at it, and of the counter's queue."""

from django.urls import path

from pendopo.kiosk.views import counter, shell, visit
from pendopo.ui.tablet import tablet_tasks

urlpatterns = [
    path("anjungan/", shell.home, name="kiosk"),
    path("anjungan/selesai/", shell.leave, name="kiosk-leave"),
    path("anjungan/antrean/", shell.ticket, name="kiosk-queue"),
    path("anjungan/antrean/<uuid:ticket_id>/", shell.show_ticket, name="kiosk-ticket"),
    path("anjungan/layar/", shell.board, name="kiosk-board"),
    path("anjungan/masih-di-sini/", shell.stay, name="kiosk-stay"),
    path("anjungan/resi/", shell.status, name="kiosk-status"),
    path("anjungan/masuk/", shell.sign_in, name="kiosk-sign-in"),
    path("meja/antrean/", counter.queue, name="queue-counter"),
    path("meja/antrean/anjungan/", counter.become_kiosk, name="queue-tablet"),
    path("meja/antrean/panggil/", counter.call, name="queue-call"),
    *(
        path(f"anjungan/{page.path}", visit.page_of(page), name=page.name)
        for task in tablet_tasks()
        for page in task.pages
    ),
]
