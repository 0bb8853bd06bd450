"""Writes the arrays of this folder with NumPy."""
import gzip
import struct

import numpy as np

table = np.arange(24).reshape(2, 3, 4) - 7
for name in ["f4", "f8", "i1", "i2", "i4", "i8"]:
    np.save(f"{name}.npy", table.astype("<" + name))
for name in ["u1", "u2", "u4", "u8"]:
    np.save(f"{name}.npy", (table + 7).astype("<" + name))
np.save("b1.npy", table > 0)
np.save("big.npy", table.astype(">f4"))
np.save("fortran.npy", np.asfortranarray(table / 8))
np.save("single.npy", np.float64(2.5))
np.save("none.npy", np.zeros((0, 3)))
np.save("text.npy", np.array(["a", "b"]))
np.save("fields.npy", np.zeros(2, dtype=[("a", "f8"), ("b", "i4")]))
for version in [(2, 0), (3, 0)]:
    with open(f"version{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, table.astype("f8"), version=version)
np.savez("stored.npz", x=table.astype("f4"), y=np.array([1, 0]))
np.savez_compressed("packed.npz", x=table.astype("f4"), y=np.array([1, 0]))
pixels = (np.arange(3 * 2 * 2) * 20).astype("u1")
with open("images.idx", "wb") as file:
    file.write(struct.pack(">HBBIII", 0, 8, 3, 3, 2, 2) + pixels.tobytes())
with open("labels.idx.gz", "wb") as file:
    file.write(gzip.compress(struct.pack(">HBBI", 0, 8, 1, 3) + bytes([4, 9, 4]), mtime=0))
with open("reals.idx", "wb") as file:
    file.write(struct.pack(">HBBI", 0, 0x0E, 1, 2) + np.array([0.5, -2.0], ">f8").tobytes())
