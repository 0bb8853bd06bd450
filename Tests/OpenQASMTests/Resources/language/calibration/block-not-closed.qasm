// parse: error 3
OPENQASM 3.0;
cal {
  play(main);
bit c;
