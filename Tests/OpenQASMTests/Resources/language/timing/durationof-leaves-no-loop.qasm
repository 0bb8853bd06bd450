// parse: ok
// check: error 11
// reading: durationof
OPENQASM 3.0;
int turn = 0;
while (turn < 5) {
  turn += 1;
  duration d = durationof({
    int a = 1;
    int b = 2;
    break;
  });
}
