# ruff: noqa: E501, SIM905 - word lists read best as lines of words
"""Names of invented people and places, written from general knowledge for the generator alone.

No frequency in here was counted anywhere: the order of a pool is its popularity, and popularity falls by Zipf's law.
The matcher must never read this file, nor this file the matcher's tables.
"""

OLD = {
    "sunda": {
        "L": "Asep Dadang Ujang Cecep Endang Aceng Maman Tatang Nandang Dudung Odang Oman Engkos Entis Jajang Emon Karna "
        "Sobandi Sutisna Kosasih Suherman Hermawan Permana Rustandi Saepudin Mulyana Supriatna Rohmat Hidayat Solihin "
        "Koswara Sukarya Wirya Adang Ade Idim Aang Uus Yayat Omo Udin Mahmud Sarip Jumena Atang Eman Wahyu Encang Oban "
        "Sahri Suhaya Rukmana Kartiwa Somantri Natadisastra Wiganda Tarya Apit Ohim Samsudin Holil Ukar Wawan Dayat",
        "P": "Euis Neneng Imas Entin Titin Iis Yayah Onih Icih Unah Rohaeti Rohayati Maryati Komariah Nurhayati Aisah "
        "Juariah Mimin Cucu Popon Oom Emas Uum Ikah Nyai Eti Iyah Sumiati Wiwin Elis Lilis Enok Eneng Rukmini Sukaesih "
        "Kartini Siti Ijah Omah Ecin Idah Ai Yoyoh Tati Nani Iroh Sopiah Armah Ucum Edoh Mamah Isoh Engkar Karsih "
        "Juju Rasti Ooh Empat Sarah Halimah Fatimah Rohimah Salbiah Acih",
    },
    "java": {
        "L": "Slamet Suparman Sutrisno Bambang Joko Sugeng Mulyono Supriyanto Widodo Santoso Hartono Suyono Kasiman Paijo "
        "Tukiman Wagiman Ngatimin Sukardi Suwarno Kasdi Sumarno Sarjono Parto Karyono Warsito Sunardi Subagyo Sukirman "
        "Tugimin Ponimin Ngadiman Sariman Kasmin Samiran Jumadi Mujiono Rusdi Sunarto Purwanto Marsudi Darmaji Wiryono "
        "Legiman Tarmuji Saimin Suroto Sugito Mustofa Ngatno Sakiman Djumadi Wakidi Poniran Sudarmo Kromo Sastro",
        "P": "Sri Siti Sumarni Suminem Tukinah Wagiyem Ngatiyem Painem Sulastri Suparti Mulyani Rahayu Sumiyati Kasiyem "
        "Sukarti Parinem Tumini Rubinem Sarinah Lasmi Karsini Samini Ngatinah Poniyem Jumiati Kasinah Suwarni Mujiatun "
        "Endang Darsih Warsini Sutinah Tuminah Saminah Martini Rusmini Partinah Sutarmi Sri Legiyem Supini Kartinah "
        "Wakinah Tugiyem Sarmi Jainem Rumiyati Musrifah Sunarti Winarti Kusmiati Yatmi Sawinah Surip",
    },
}

YOUNG = {
    "L": "Muhammad Ahmad Rizky Aditya Dimas Fajar Rafi Alif Naufal Bayu Agus Andi Dedi Hendra Iwan Rudi Yusuf Ilham Arif "
    "Fauzan Galih Reza Angga Deni Eko Ridwan Fikri Gilang Rian Irfan Bagas Raihan Zidan Faiz Rangga Yoga Dani Ari "
    "Hafiz Teguh Ivan Rendi Wildan Ramdan Akbar Iqbal Doni Adi Satria Abdul Nanda Farhan Kevin Dicky Surya Aldi Yuda "
    "Restu Azka Abizar Arkan Daffa Gibran Keenan Lutfi Nizar Zaki Haikal Cahya Taufik Robi Erik Jamal Salman Tegar",
    "P": "Siti Nurul Putri Ayu Aulia Nabila Zahra Salsabila Anisa Dewi Indah Fitri Rina Sinta Rani Nia Yuni Intan Dina "
    "Citra Mega Novi Eka Dwi Tri Wulan Lia Resti Santi Yulia Rika Ratna Lina Tika Vina Amelia Azzahra Keysha Naura "
    "Alya Kirana Humaira Syifa Zaskia Hana Laila Najwa Khoirunnisa Aisyah Melati Bunga Rosa Desi Evi Ika Nur Sri Ai "
    "Rahma Elsa Silvi Gita Vera Widya Maya Ica Tiara Aqila Shakila Raisa Fani Yanti Selvi Ulfa Nisa Mila Hilda",
}

SECOND = {
    "L": "Hidayat Kurniawan Setiawan Saputra Pratama Nugraha Ramadhan Maulana Firmansyah Permana Gunawan Hermawan Rahman "
    "Rohman Mulyana Supriatna Santoso Wijaya Prasetyo Wibowo Susanto Putra Hakim Fauzi Ramdani Syahputra Suryana Sopian "
    "Rustandi Sutisna Hermansyah Wahyudi Priyanto Haryanto Suryadi Kosasih Rosadi Saepulloh Nurdin Sanusi Zakaria "
    "Abdullah Ardiansyah Irawan Kusuma Purnama Budiman Herdiana Sudrajat Iskandar Efendi Junaedi Anwar Mustopa Riyadi "
    "Heryanto Solihin Nurohman Apandi Abidin Alamsyah Darmawan Ginanjar Juliana Oktavian Septian Febrian Hendrawan",
    "P": "Nurhayati Rahmawati Lestari Wulandari Sari Safitri Rahayu Handayani Wahyuni Oktaviani Nuraeni Susanti Fitriani "
    "Agustina Maharani Permatasari Yulianti Kurniasih Komalasari Rohaeti Aminah Fatimah Maesaroh Hasanah Nurjanah "
    "Mulyani Sumiati Hartati Astuti Puspitasari Anggraeni Ramadhani Pertiwi Utami Marlina Novianti Apriliani Herlina "
    "Solihah Maryam Jamilah Khotimah Rosidah Zakiyah Patimah Kartika Purnamasari Andriani Suryani Haryati Kusumawati "
    "Nurlaela Hayati Masitoh Sa'adah Muslimah Rodiah Febrianti Damayanti Fadilah Nuraini Azizah Aprilia Anjani",
}

THIRD = {
    "L": "Putra Pratama Ramadhan Alfarizi Maulana Akbar Al-Ghifari Saputra Nugroho Wijaya Hidayatullah Ibrahim Ardhani",
    "P": "Putri Az-Zahra Ramadhani Salsabila Maulida Khairunnisa Lestari Kamila Ananda Wardani Humaira Nuraini Cantika",
}

STEMS = (
    "Su Sar Kar Wir Dar Tar Rus Mul Her Yan Sup Suk Tur Gus Has Jum Kus Mar Nar Par Sal San Sud Sur Tam Wah War Was Yus "
    "Zain Bah Bas Bur Cas Din Fad Gun Ham Ir Jaz Kal Lat Mis Nas Ok Pur Rah Ras Rid Sab Saf Sam Tas Udj Wid Yul Ros Rif"
).split()
MIDDLES = ["", "", "a", "i", "u", "ti", "ma", "di", "ni", "ri", "ya", "wa", "mi", "ha", "ka", "si", "nu"]
ENDS = {
    "L": "man no di to yanto wan syah udin dana jaya rudin marno ardi tono suma lana wijaya narta kim him din san tar".split(),
    "P": "yati nah sih ningsih tini winah rini asih iah mah wati yani lina tika nengsih riah nita ayu onah mini sari".split(),
}

VILLAGE_FIRST = "Suka Sindang Karang Mekar Cipta Kerta Tanjung Pasir Margo Sumber Kali Banjar Wono Jaya Panca Giri".split()
VILLAGE_LAST = (
    "maju mulya sari jaya wangi laya mukti rahayu harja asih galih tani rejo agung sana indah bakti".split()
)
HAMLETS = (
    "Cikadu Babakan Pasirhuni Ciawi Sukarame Kebonjati Cibeureum Lebaksari Nagrak Cijati Bojong Sampalan Gunungsari "
    "Cipeuteuy Ngadirejo Krajan Tegalsari Sumberan Karanglo Bulusari Kedungwuni Pucang Wates Kalianyar Cisarua Legok"
).split()
STREETS = "Merdeka Masjid Pasar Sawah Raya Kenanga Melati Cempaka Desa Pemuda Veteran Mawar Sadang Gandasari".split()
TOWNS = {
    "sunda": ["Tasikmalaya", "Garut", "Ciamis", "Bandung", "Sumedang", "Cianjur", "Jakarta", "Majalengka"],
    "java": ["Bojonegoro", "Tuban", "Blora", "Ngawi", "Lamongan", "Surabaya", "Madiun", "Semarang"],
}
REGENCIES = {"sunda": ["3206", "3205"], "java": ["3522", "3523"], "mixed": ["3206", "3522"]}
