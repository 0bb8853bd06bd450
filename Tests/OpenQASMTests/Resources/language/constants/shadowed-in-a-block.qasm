// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"inside": {"2": 1}, "outside": {"1": 1}}
OPENQASM 3.0;
const int n = 1;
output int inside;
output int outside;
if (true) {
  const int n = 2;
  inside = n;
}
outside = n;
