// parse: ok
// check: ok
// run: {"000 00": 0.25, "000 01": 0.25, "000 10": 0.25, "000 11": 0.25}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] data;
qubit[2] coin;
output bit[2] toss;
output bit[3] r;
h coin;
toss = measure coin;
switch (toss) {
  case 0 {}
  case 1, 2, 3 { x data[uint[2](toss) - 1]; }
}
if (toss != 0) x data[uint[2](toss) - 1];
r = measure data;
