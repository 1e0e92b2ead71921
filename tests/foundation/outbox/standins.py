"""Receivers on this machine that speak as the robots and a mail server do: real sockets, standard library only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message as Mail
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

WECOM_KEY = "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa"
DINGTALK_TOKEN = "d0" * 32
DINGTALK_SECRET = "SEC" + "a1" * 16
FEISHU_TOKEN = "f0f0f0f0-1111-2222-3333-444455556666"


@dataclass
class Robots:
    """The three platforms in one receiver: what arrived, and what is to be answered next."""

    port: int = 0
    texts: list[str] = field(default_factory=list)  # taken, in their order
    asked: list[str] = field(default_factory=list)  # every path asked for
    answers: list[tuple[int, bytes]] = field(default_factory=list)  # given instead of the usual ones, first first
    keyword: str = ""  # DingTalk's and Feishu's security setting
    secret: str = ""  # DingTalk's
    silent: float = 0.0  # seconds before any answer
    moved_to: str = ""  # answers with a redirection

    def judge(self, path: str, body: bytes) -> dict[str, Any]:
        """Answer as the platform behind this path does, with an error code where it would refuse."""
        address, sent = urlsplit(path), json.loads(body)
        query = parse_qs(address.query)
        if address.path == "/cgi-bin/webhook/send":
            return self._wecom("".join(query.get("key", [])), sent)
        if address.path == "/robot/send":
            return self._dingtalk(query, sent)
        if address.path.startswith("/open-apis/bot/v2/hook/"):
            return self._feishu(address.path.split("/")[5], sent)
        return self._standin(sent)

    def _take(self, text: str) -> None:
        self.texts.append(text)

    def _wecom(self, key: str, sent: dict[str, Any]) -> dict[str, Any]:
        if key != WECOM_KEY:
            return {"errcode": 93000, "errmsg": "invalid webhook url"}
        if set(sent) != {"msgtype", "text"} or sent["msgtype"] != "text":
            return {"errcode": 40008, "errmsg": "invalid message type"}
        if len(sent["text"]["content"].encode()) > 2048:
            return {"errcode": 45002, "errmsg": "content size out of limit"}
        self._take(sent["text"]["content"])
        return {"errcode": 0, "errmsg": "ok"}

    def _dingtalk(self, query: dict[str, list[str]], sent: dict[str, Any]) -> dict[str, Any]:
        if query.get("access_token") != [DINGTALK_TOKEN]:
            return {"errcode": 300001, "errmsg": "token is not exist"}
        if self.secret and not self._signed(query):
            return {"errcode": 310000, "errmsg": "sign not match"}
        text = sent["text"]["content"]
        if self.keyword not in text:
            return {"errcode": 310000, "errmsg": "keywords not in content"}
        if sent["at"] != {"atMobiles": [], "isAtAll": False}:
            return {"errcode": 400, "errmsg": "nobody is to be mentioned"}
        self._take(text)
        return {"errcode": 0, "errmsg": "ok"}

    def _signed(self, query: dict[str, list[str]]) -> bool:
        stamp = "".join(query.get("timestamp", []))
        wanted = hmac.new(self.secret.encode(), f"{stamp}\n{self.secret}".encode(), hashlib.sha256).digest()
        fresh = bool(stamp) and abs(time.time() * 1000 - int(stamp)) < 3_600_000
        # apprise quotes the signature before requests does; DingTalk takes it either way
        return fresh and unquote("".join(query.get("sign", []))) == base64.b64encode(wanted).decode()

    def _feishu(self, token: str, sent: dict[str, Any]) -> dict[str, Any]:
        if token != FEISHU_TOKEN:
            return {"code": 19001, "msg": "param invalid: incoming webhook access token invalid", "data": {}}
        if sent["msg_type"] != "text":
            return {"code": 19002, "msg": "params error, msg_type need", "data": {}}
        if self.keyword not in sent["content"]["text"]:
            return {"code": 19024, "msg": "Key Words Not Found", "data": {}}
        self._take(sent["content"]["text"])
        return {"code": 0, "msg": "success", "data": {}, "StatusCode": 0, "StatusMessage": "success"}

    def _standin(self, sent: dict[str, Any]) -> dict[str, Any]:
        self._take(sent["message"])
        return {"errcode": 0, "errmsg": "ok"}


@contextmanager
def robots() -> Iterator[Robots]:
    """Run the receiver while the block lasts."""
    state = Robots()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.asked.append(self.path)
            time.sleep(state.silent)
            if state.moved_to:
                self.send_response(307)
                self.send_header("Location", state.moved_to)
                self.end_headers()
                return
            status, said = state.answers.pop(0) if state.answers else (200, b"")
            if not said and status == 200:
                said = json.dumps(state.judge(self.path, body)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_words: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Letters:
    """A mail server: what arrived, and where it says no."""

    port: int = 0
    taken: list[tuple[str, list[str], Mail]] = field(default_factory=list)  # sender, receivers, message
    refuse: dict[str, str] = field(default_factory=dict)  # command → the answer instead of the usual one
    hang_up_after: str = ""  # the command after which the line is cut

    @property
    def only(self) -> tuple[str, str, str, str]:
        """Return sender, receiver, subject and text of the only mail."""
        ((sender, (receiver,), mail),) = self.taken
        payload = mail.get_payload(decode=True)
        assert isinstance(payload, bytes)
        return sender, receiver, str(make_header(decode_header(mail["Subject"]))), payload.decode().strip()


@contextmanager
def mail_server() -> Iterator[Letters]:
    """Run the mail server while the block lasts: as much of SMTP as a sender needs."""
    state = Letters()

    class Talk(socketserver.StreamRequestHandler):
        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

        def handle(self) -> None:
            sender, receivers = "", list[str]()
            self.say("220 stand-in")
            while line := self.rfile.readline().decode().strip():
                command = line.split(":")[0].upper().split(" ")[0]
                if command in state.refuse:
                    self.say(state.refuse[command])
                elif command == "DATA":
                    self.say("354 go on")
                    raw = self._body()
                    if state.hang_up_after == "DATA":
                        return
                    self.say("250 taken")
                    state.taken.append((sender, receivers, message_from_bytes(raw)))
                elif command == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    if command == "MAIL":
                        sender, receivers = line.split("<")[1].split(">")[0], []
                    elif command == "RCPT":
                        receivers.append(line.split("<")[1].split(">")[0])
                    self.say("250 ok")

        def _body(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line)
            return b"".join(lines)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Talk)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
