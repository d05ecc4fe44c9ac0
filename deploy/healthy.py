"""Exits 0 when the address answers 200: the health check of a container that has no curl."""

import sys
from http.client import HTTPConnection

connection = HTTPConnection("127.0.0.1", 8000, timeout=4)
connection.request("GET", sys.argv[1])
sys.exit(connection.getresponse().status != 200)
