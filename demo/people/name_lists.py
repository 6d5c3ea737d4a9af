"""Words that fictional villagers are named from (handbook: domain.md section 12, Sundanese naming)."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _pairs(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read "Call: Full Full; Call: Full" into call names with their full names."""
    rows = (row.split(":") for row in text.split(";"))
    return tuple((call.strip(), tuple(full.split())) for call, full in rows)


# One-word names of the generation born before about 1965: legal, and common in the register.
OLD_SINGLE = {
    1: _words(
        "Adang Ading Ajat Ajum Aman Ano Apud Ateng Atang Aup Awang Dasman Dudung Dulah Eman Emed Emod "
        "Emud Encon Engkos Entis Eon Eyeh Hamdan Ibing Iding Idik Ikin Inan Itang Iyan Juhana Juhri Karna "
        "Kosasih Kosim Kusnadi Madhari Mahpud Maman Mamat Mamun Marjuki Memed Memet Misbah Momod Mukri "
        "Nana Narya Odang Odih Ohim Olib Oman Omod Omon Onang Oping Otong Oyo Oyon Pepen Rahmat Rohidin "
        "Rukman Sahri Sahroni Salim Salman Samsu Sarip Sarja Sobari Suhaya Sukanta Sukarna Sukarya "
        "Sukatma Sumarna Sutisna Suwarna Tarya Tata Toha Udin Udung Uha Uju Uka Ukar Umar Undang Unang "
        "Usup Utuy Uyun Wahya Wardi Warsa Yahya Yoyo Zaenal Zaenudin"
    ),
    2: _words(
        "Acih Adah Aisah Aminah Anah Apong Arsih Arnah Atikah Cacah Cicih Cucu Dasih Dedeh Ecin Edah Eem "
        "Elah Emah Emeh Empat Enah Encah Encum Engkar Engkay Enok Enting Erah Eras Erum Esih Eti Eulis "
        "Euis Halimah Hapsah Hasanah Icah Icih Idah Iis Ijah Ikah Imas Inah Isah Iyah Iyet Iyos Jamilah "
        "Juariah Juju Kartini Kokom Kulsum Kuraesin Maesaroh Mamah Maryam Masitoh Mimin Momoh Mumun Nani "
        "Narsih Nasih Neneng Nining Nunung Nyai Oah Ocah Odah Oneng Onih Oom Otih Patimah Popon Rasih "
        "Rohaenah Rohanah Romlah Rukayah Rukmini Sadiah Saodah Sarinah Siti Sopiah Sukaesih Sumarni Surti "
        "Tarsih Titi Tuti Uhen Ukah Unah Uneh Uum Wasih Wiwi Wiwin Yayah Yoyoh Yuyu Zaenab"
    ),
}

# The Sundanese habit of doubling: the call name is the last beat of the full name (Ikin Sodikin).
DOUBLED = {
    1: _pairs(
        "Ikin: Sodikin Solihin Muttaqin; Dani: Ramdani Hamdani; Udin: Saepudin Jaenudin Komarudin "
        "Samsudin Tajudin; Nana: Sumarna Suryana Sukarna Mulyana; Yana: Suryana Mulyana Taryana; Maman: "
        "Suherman Abdurahman Sulaeman; Eman: Sulaeman Suherman; Didi: Rosidi Junaedi Supriadi; Dadi: "
        "Supriadi Mulyadi Haryadi; Yadi: Mulyadi Supriyadi Kusyadi; Iwan: Setiawan Kurniawan Gunawan "
        "Hermawan Ridwan; Wawan: Setiawan Kurniawan Darmawan Hermawan Irawan; Yayat: Hidayat Ruhiyat "
        "Suhayat; Ayat: Hidayat Nurhayat; Oman: Rohman Abdurohman; Aman: Suparman Sulaiman; Dana: Sukmana "
        "Permana Suhendana; Ade: Sopandi Sobandi; Andi: Sopandi Suhandi Rusandi Supandi; Dedi: Junaedi "
        "Supriyadi Rosadi; Anda: Suhanda Suganda; Ganda: Suganda Sugandana; Yaya: Sunarya Wijaya Surya; "
        "Usep: Yusep Saepulloh; Asep: Saepul Sarip; Jejen: Jaenal Jaenudin; Jaja: Raharja Sumarja "
        "Miharja; Tarya: Sutarya Suntarya; Tisna: Sutisna Trisna; Anto: Sudianto Haryanto Yulianto; "
        "Anwar: Saepul Khoerul; Dayat: Hidayat; Hendi: Suhendi; Hendar: Suhendar; Heri: Suheri Kusheri; "
        "Toni: Sultoni; Roni: Sahroni Syahroni; Oni: Sahroni; Pardi: Supardi; Edi: Junaedi Suhaedi; Uri: "
        "Masruri; Opik: Taopik; Ipin: Aripin Saripin; Apip: Hanapi Syarip; Mimin: Muhaimin; Lukman: "
        "Nulhakim; Ohan: Burhan Sobirohan; Burhan: Burhanudin; Uyat: Suryat Ruhyat"
    ),
    2: _pairs(
        "Ida: Farida Rosida Saida Hamida; Iis: Aisah Nurholis Holisoh; Ela: Nurlaela Laela; Ati: Rohayati "
        "Sumiati Nurhayati Suryati; Yati: Rohayati Sumiyati Nurhayati Maryati; Yani: Suryani Mulyani "
        "Nuryani; Ani: Suryani Rohani Handayani; Nina: Herlina Marlina Karlina; Lina: Herlina Marlina "
        "Karlina; Rina: Marina Sabrina; Tini: Suhartini Kartini Sutini; Entin: Supartini Kartini Sutini; "
        "Tati: Sumarti Hartati; Eti: Rohaeti Suhaeti Sukaeti; Yuyun: Yuningsih; Nining: Yuningsih "
        "Suningsih; Nani: Suryani Rohani Maryani; Rani: Maharani; Tika: Kartika Atika Mustika; Wati: "
        "Kurniawati Setiawati Ernawati Rosmawati; Susi: Susilawati; Ipah: Saripah Latipah Hanipah; Ijah: "
        "Hadijah Siti; Icah: Aisah; Janah: Nurjanah Miptahuljanah; Mimin: Mintarsih Aminah; Titin: "
        "Supriatin Suhartin Sumartin; Imah: Patimah Halimah Karimah; Aan: Hasanah Rohanah; Omah: Rohmah; "
        "Imas: Masitoh Masriah; Wina: Herwina Darwina; Dini: Nurdini Andini; Nia: Kurnia Rosnia; Lia: "
        "Amelia Aulia Dahlia; Mia: Rusmiati; Tia: Mustiani Setiani; Sari: Puspitasari Purnamasari "
        "Permatasari; Neni: Suhaeni Rohaeni Maeni; Eni: Nuraeni Suhaeni Rohaeni; Leni: Marleni Herleni; "
        "Yeni: Heryeni; Yanti: Suryanti Heryanti Damayanti; Santi: Susanti Rosanti; Ika: Kartika Mustika "
        "Atikah; Elin: Herlin Marlina; Dedeh: Kurniasih; Asih: Kurniasih Sukaesih Karnasih; Nengsih: "
        "Ratnaningsih Suningsih; Iah: Rokayah Badriah; Yayah: Rokayah Komariyah; Kokom: Komariah "
        "Komalasari; Ai: Komariah Sumiati; Popi: Sopiah; Pipih: Sopiah Napipah; Uum: Kulsum Umamah; "
        "Enung: Nurhayati Nurjanah"
    ),
}

# Call names turned first names, and what follows them: the generation born from 1955 to 1995.
FIRST = {
    1: _words(
        "Asep Asep Asep Asep Ujang Ujang Aceng Dede Dede Ade Ade Cecep Cecep Encep Acep Atep Jajang "
        "Dadang Dadang Tatang Tatang Endang Nandang Undang Agus Agus Deni Rudi Hendra Heri Iwan Yayan "
        "Yana Uus Usep Ayi Aep Ajang Apep Aris Budi Dian Dicky Eka Gun Hasan Ihsan Imam Ipan Irfan Jeje "
        "Kiki Lili Luki Opan Pipin Ramdan Rian Roni Sandi Taufik Toto Wahyu Wawan Yogi Yudi Yusuf Zenal "
        "Enjang Entang Iyus Oleh Omay Ohan Iman Anang Ateng Nanang Maman Kusman Elan Lalan Dudi Dodi "
        "Ceceng Yosep Abdul"
    ),
    2: _words(
        "Euis Euis Euis Neneng Neneng Neneng Ai Ai Ai Enok Enok Eneng Eneng Iis Lilis Lilis Imas Imas "
        "Elis Yeni Ida Nina Ani Rina Cucu Cucu Dede Dede Dewi Dewi Eti Nia Tuti Titin Nunung Nenden Wiwin "
        "Yuyun Ela Ema Empin Erna Eva Fitri Ika Iin Irma Kokom Leni Lia Lina Mela Mimin Neni Nuri Oneng "
        "Popi Rani Ratna Reni Rika Rini Rosi Sani Santi Siti Siti Siti Susi Tati Teti Tini Ucu Wida Wulan "
        "Yani Yanti Yati Ipah Cicih Dedeh Entin Pipih Een Aas Aam Teten Yoyoh Nur Sri Sri"
    ),
}
SECOND = {
    1: _words(
        "Suryana Suryaman Setiawan Kurniawan Gunawan Hermawan Hidayat Rahmat Sudrajat Supriatna Suherman "
        "Sutisna Mulyana Mulyadi Kusnadi Kusmana Permana Sukmana Nugraha Wijaya Sanjaya Saputra Ramdani "
        "Ramdan Solihin Sodikin Saepudin Saepuloh Saepulloh Abdulloh Abdurahman Rohman Rohmat Rohimat "
        "Sobandi Sopandi Suhendar Suhendi Sumarna Sunarya Suparman Supriadi Sopian Zakaria Koswara Komara "
        "Komarudin Jamaludin Jaenudin Kamaludin Nurjaman Nuryaman Nurdin Nurhakim Lukman Maulana Mubarok "
        "Munawar Mustopa Mutaqin Hasanudin Hamdani Herdiana Hendrayana Haerudin Firdaus Fauzi Effendi "
        "Darmawan Darajat Budiman Basuni Bahrudin Aripin Anwar Ansori Rustandi Rusmana Ruswandi Ruhimat "
        "Rosidin Rosadi Ridwan Riyadi Rukmana Sugandi Sugiharto Sukandar Sumpena Sunandar Taopik Tarmidi "
        "Yuliana Yunus Yusup Hilman Hakim Mahmud Misbahudin Miptahudin"
    ),
    2: _words(
        "Rohayati Nurhayati Sumiati Rohaeti Suhaeti Kurniasih Sukaesih Yuningsih Ratnaningsih "
        "Setianingsih Nurjanah Nurlaela Nuraeni Nuraini Nurhasanah Nurhalimah Komariah Komalasari "
        "Rosmiati Rosmawati Rusmiati Kurniawati Setiawati Ernawati Susilawati Fatimah Patimah Halimah "
        "Hasanah Masitoh Maesaroh Sopiah Saripah Saadah Robiah Rokayah Rohmah Rohimah Rohmawati Handayani "
        "Suryani Mulyani Maryani Widaningsih Wahyuni Wulandari Wulansari Puspitasari Permatasari "
        "Purnamasari Lestari Yulianti Yuliani Herlina Marlina Karlina Kartini Suhartini Supartini Sutini "
        "Sukmawati Sulastri Susanti Sumarni Sumartini Juariah Jubaedah Julaeha Jamilah Kamilah Karmila "
        "Aisah Aminah Atikah Badriah Barokah Faridah Hamidah Hindasah Holisoh Kulsum Latipah Mintarsih "
        "Munawaroh Mutiah Muplihah Napisah Rahmawati Rostika Rukmini Solihah Siti Sahidah Sadiah"
    ),
}

# Children of the last thirty years: longer, Arabic, Sanskrit and television at once.
NEW_FIRST = {
    1: _words(
        "Muhammad Muhammad Muhammad Muhamad Muhamad Mochamad Ahmad Ahmad Abdul Rizki Rizky Rizal Reza "
        "Dimas Fajar Galih Gilang Ilham Irfan Raihan Rafi Rafli Restu Rendi Ridwan Rifki Aldi Alfin "
        "Andika Anggi Ardi Arif Azhar Azka Bagas Bayu Daffa Dafa Danu Deden Dika Egi Fadil Fahmi Fahri "
        "Faisal Farhan Fauzan Ferdi Firman Gibran Hafiz Haikal Hamzah Iqbal Jaka Khoirul Lutfi Naufal "
        "Nizar Pandu Rama Raka Satria Syahrul Taufik Teguh Wildan Yoga Yusuf Zaki Zidan Zulfan Arkan "
        "Arsya Kenzo Elvano Asep Cecep Ujang Dede"
    ),
    2: _words(
        "Siti Siti Siti Siti Nur Nur Aisyah Aisyah Alya Amelia Anisa Anita Aulia Aulia Azahra Bunga Citra "
        "Dea Desi Devi Dewi Dina Dinda Elsa Fani Fatimah Febi Fitri Fitria Gina Hana Hani Indah Intan "
        "Intan Keisya Khansa Kayla Lina Lutfia Maya Mela Melani Mita Mutia Nabila Nabila Nadia Nadira "
        "Naila Najwa Naura Nayla Nazwa Neng Neng Nisa Novi Nurul Putri Putri Rahma Rahmi Rani Ratu Resti "
        "Rina Risma Salma Salsabila Sani Selvi Silvi Sinta Sri Syifa Syakila Tiara Tika Vina Widi Wulan "
        "Yulia Zahra Zaskia Zulfa Ai Neneng"
    ),
}
NEW_SECOND = {
    1: _words(
        "Maulana Ramadhan Ramadan Nugraha Pratama Saputra Permana Hidayat Hidayatulloh Fadilah Firdaus "
        "Fauzi Fauzan Gunawan Hakim Ibrahim Iskandar Kurniawan Lesmana Mubarok Muzaki Nurjaman Pamungkas "
        "Perdana Putra Rahman Ridho Rizki Rizqi Septian Setiawan Sidik Solehudin Suryana Syahputra Wijaya "
        "Yulianto Zulfikar Alfarizi Alfaruq Anugrah Akbar Aditya Agustian Apriansyah Ardiansyah Arrasyid "
        "Azzam Darmawan Febrian"
    ),
    2: _words(
        "Nurjanah Nurhaliza Nurfadilah Nuraeni Nurazizah Nuraini Nurul Nursyifa Nurlatifah Rahmawati "
        "Rahmadani Ramadhani Ramadani Lestari Permata Permatasari Puspita Putri Maharani Wulandari "
        "Oktaviani Septiani Apriliani Febriani Agustin Yuliani Juliani Amalia Aulia Azahra Azzahra Azizah "
        "Fadilah Fauziah Fitriani Handayani Hasanah Hoirunisa Khoirunnisa Kamila Khumaira Latifah "
        "Mardiana Marwah Maulida Mulyani Munawaroh Nabila Oktavia Rizkia Salsabila Safitri Sakinah "
        "Salamah Saputri Solihat Zahra"
    ),
}
NEW_THIRD = {
    1: _words(
        "Alfarizi Al-Ghifari Arrasyid Azzam Ramadhan Maulana Putra Pratama Nugraha Firdaus Hidayat "
        "Alfatih Akbar Habibi Hafidz Hanafi Kurniawan Munawar Permana Rabbani Robbani Saputra Shidqi "
        "Syahputra Wijaya Zaidan Zulkarnaen"
    ),
    2: _words(
        "Azzahra Azkia Aprilia Humaira Khairunnisa Lestari Maharani Maulida Nafisah Nurjanah Nurfadilah "
        "Oktaviani Permata Putri Rahmadani Ramadhani Rizkia Salsabila Saputri Septiani Syafitri Syakira "
        "Wulandari Zahira Zakiyah"
    ),
}

KAMPUNG = _words(
    "Cikoneng Pasirmukti Babakan Cibeureum Nagrak Sukahurip Cipanas Ciawi Lebaksari Pasirhuni Cigadog "
    "Sindangsari Cibodas Cikadu Citamiang Cikaret Bojongsari Tegalmunding Gunungsari Rancabungur "
    "Sukamulya Sukasirna Cimanggu Cihideung Cijambe Cikalong Cilengkong Cimuncang Cinangka Cipicung "
    "Cirangkong Cisarua Citeureup Datarkihiang Gandasari Gegerpasang Jamban Karangsari Kubangsari "
    "Legokdanu Margasari Munjul Negla Neglasari Pangkalan Panyindangan Parakan Pasantren Pasirgeulis "
    "Puncaksari Rahayu Sadangkulon Salamnunggal Sarongge Sindanghurip Singkup Sukajadi Sukalaksana "
    "Sukarasa Sukasari Tanjungsari Tarikolot Tugu Warungkaler Wanasari Wangunsari"
)

# "" is the village's own regency.
BIRTHPLACES = {"": 880, "Garut": 35, "Bandung": 30, "Ciamis": 18, "Jakarta": 14, "Bekasi": 6, "Bogor": 5,
               "Cianjur": 4, "Sumedang": 4, "Cilacap": 2, "Palembang": 1, "Kebumen": 1}  # fmt: skip
