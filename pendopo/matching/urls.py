"""Addresses of matching."""

from django.urls import path

from pendopo.matching.views import calibration, lists, merging, review, runs

urlpatterns = [
    path("meja/pemadanan/", lists.home, name="matching-home"),
    path("meja/pemadanan/unggah/", lists.upload, name="matching-upload"),
    path("meja/pemadanan/ganda/", lists.doubles, name="matching-doubles"),
    path("meja/pemadanan/peluang/", calibration.calibration, name="matching-calibration"),
    path("meja/pemadanan/peluang/sesuaikan/", calibration.adjust, name="matching-adjust"),
    path("meja/pemadanan/daftar/<uuid:list_id>/", lists.list_detail, name="matching-list"),
    path("meja/pemadanan/daftar/<uuid:list_id>/kolom/", lists.columns, name="matching-columns"),
    path("meja/pemadanan/daftar/<uuid:list_id>/periksa/", lists.preview, name="matching-preview"),
    path("meja/pemadanan/daftar/<uuid:list_id>/padankan/", lists.compare, name="matching-compare"),
    path("meja/pemadanan/daftar/<uuid:list_id>/hapus/", lists.erase, name="matching-erase"),
    path("meja/pemadanan/hasil/<uuid:run_id>/", runs.run_detail, name="matching-run"),
    path("meja/pemadanan/hasil/<uuid:run_id>/lanjutkan/", runs.resume, name="matching-resume"),
    path("meja/pemadanan/hasil/<uuid:run_id>/orang/", runs.results, name="matching-results"),
    path("meja/pemadanan/hasil/<uuid:run_id>/unduh/", runs.download, name="matching-download"),
    path("meja/pemadanan/tinjau/", review.queue, name="matching-queue"),
    path("meja/pemadanan/tinjau/<uuid:result_id>/", review.pair, name="matching-pair"),
    path("meja/pemadanan/tinjau/<uuid:result_id>/tarik/", review.withdraw, name="matching-withdraw"),
    path("meja/pemadanan/tinjau/<uuid:result_id>/tindak-lanjut/", runs.task, name="matching-task"),
    path("meja/pemadanan/tinjau/<uuid:result_id>/gabung/", merging.merge, name="matching-merge"),
]
