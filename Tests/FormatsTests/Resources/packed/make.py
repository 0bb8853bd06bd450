"""Writes the packed files of this folder."""
import gzip
import io
import struct
import zipfile
import zlib

text = "".join(f"{i**3 % 10007},{i % 7}\n" for i in range(1500)).encode()


def member(data, level=9, strategy=zlib.Z_DEFAULT_STRATEGY, flags=0, extra=b""):
    packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
    packed = packer.compress(data) + packer.flush()
    header = b"\x1f\x8b\x08" + bytes([flags]) + bytes(4) + b"\x00\xff" + extra
    return header + packed + struct.pack("<II", zlib.crc32(data), len(data))


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


write("dynamic.gz", member(text))
write("fixed.gz", member(text, strategy=zlib.Z_FIXED))
write("stored.gz", member(text, level=0))
# Extra field, name, comment and a sum of the header.
write("named.gz", member(text, flags=2 | 4 | 8 | 16, extra=b"\x03\x00abcname\0comment\0\x00\x00"))
write("members.gz", member(text[:5000]) + member(b"") + member(text[5000:], level=1))
write("padded.gz", gzip.compress(text, mtime=0) + bytes(512))
write("runs.gz", member(b"a" * 99_990 + b"b" * 10))
write("small.csv", b'name,"a ""b""",label\n' + b"1.5,-2e3,x\n" * 5)
write("small.gz", member(text[:300]) + member(text[:300], strategy=zlib.Z_FIXED) + member(text[:300], level=0))
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w") as archive:
    date = (1980, 1, 1, 0, 0, 0)
    archive.writestr(zipfile.ZipInfo("stored.txt", date), text, zipfile.ZIP_STORED)
    archive.writestr(zipfile.ZipInfo("packed.txt", date), text, zipfile.ZIP_DEFLATED)
    archive.writestr(zipfile.ZipInfo("empty.txt", date), b"", zipfile.ZIP_DEFLATED)
    archive.comment = b"a comment"
write("archive.zip", buffer.getvalue())
