// parse: ok
// check: ok
// run: {"1": 1}
// outputs: {"sum": {"30": 1}}
OPENQASM 3.0;
array[int[16], 5] squares;
output int sum;
output bit last;
for int i in [0:4] {
  squares[i] = i * i;
}
for int[16] s in squares {
  sum += s;
}
last = squares[4] == 16;
