"""What our matching is compared with: each peer reads the same two files and answers in the same columns."""

PEERS = {
    "exact_nik": "exact NIK",
    "exact_nik_name": "exact NIK and exact name",
    "splink_plain": "Splink 5 out of the box",
    "splink_careful": "Splink 5, careful settings",
    "recordlinkage_ecm": "recordlinkage, ECM",
    "goldenmatch_zero": "GoldenMatch, zero-config",
}

# The columns of both files, beside their own key.
LISTED = (
    "nik",
    "kk",
    "nama",
    "jk",
    "tempat_lahir",
    "tgl_lahir",
    "alamat",
    "rt",
    "rw",
    "dusun",
    "desa",
    "kec",
)
