// parse: ok
// check: error 10 11 12 14
// reading: passing
OPENQASM 3.0;
def move(readonly array[int, #dim = 1] source, mutable array[int, #dim = 1] target) {
  target[0] = source[0];
}
array[int, 6] line;
array[int, 3, 4] table;
move(line, line);
move(line[0:2], line[2:4]);
move(line[0:2:4], line[-2:-1]);
move(line[0:2:4], line[1:2:5]);
move(table[0:1][1], table[1:2][0]);
move(table[0], table[1]);
move(table[2][0:1], table[2, 2:3]);
