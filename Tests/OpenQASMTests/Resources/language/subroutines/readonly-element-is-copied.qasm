// parse: ok
// check: ok
// run: {"1": 1}
// reading: passing
def grown(int[8] x) -> int[8] {
  x += 1;
  return x;
}
array[int[8], 2] data = {5, 6};
bit r;
r = (grown(data[0]) == 6 && data[0] == 5);
