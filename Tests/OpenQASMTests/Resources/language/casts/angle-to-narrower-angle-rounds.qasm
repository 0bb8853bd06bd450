// parse: ok
// check: ok
// run: {"0000 0110 0110 0100 0101": 1}
OPENQASM 3.0;
bit[6] c = "010010";
bit[6] d = "010110";
output bit[4] near;
output bit[4] even_below;
output bit[4] even_above;
output bit[4] up;
output bit[4] around;
near = bit[4](angle[4](angle[6](bit[6](uint[6](21)))));
even_below = bit[4](angle[4](angle[6](c)));
even_above = bit[4](angle[4](angle[6](d)));
up = bit[4](angle[4](angle[6](bit[6](uint[6](23)))));
around = bit[4](angle[4](angle[6](bit[6](uint[6](63)))));
