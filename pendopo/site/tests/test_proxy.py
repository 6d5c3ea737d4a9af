"""Behind a proxy that speaks HTTPS for it, the built-in server takes forms."""

import http.client
import os
import re
import subprocess
import sys
from pathlib import Path

HOST = "desa.example.id"
FROM_PROXY = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}


def test_a_form_sent_through_an_https_proxy_is_taken(tmp_path: Path) -> None:
    settings = {
        "PENDOPO_PROXY": "1",
        "PENDOPO_HTTPS": "1",
        "PENDOPO_HOSTS": HOST,
        "PENDOPO_DATA": str(tmp_path),
    }
    hidden = {"PENDOPO_DATABASE_URL", "PENDOPO_DEMO"}
    words = [sys.executable, "-m", "pendopo", "serve", "--village", "32.06.13.2001", "--port", "0"]
    environment = {name: value for name, value in os.environ.items() if name not in hidden} | settings
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            ready = next(line for line in server.stdout if line.startswith("ready"))
            port = int(ready.rsplit(":", 1)[1].strip().rstrip("/"))
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            line.request("GET", "/masuk/warga/", headers=FROM_PROXY)
            page = line.getresponse()
            token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page.read().decode())
            cookie = re.search(r"csrftoken=[^;]+", page.headers["Set-Cookie"])
            assert token is not None and cookie is not None
            headers = {"Cookie": cookie.group(), "Origin": f"https://{HOST}"}
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            line.request(
                "POST", "/masuk/warga/", f"csrfmiddlewaretoken={token[1]}", FROM_PROXY | headers | form
            )
            answer = line.getresponse()
            answer.read()
            line.close()
            assert answer.status != 403
        finally:
            server.terminate()
