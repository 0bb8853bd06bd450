// parse: ok
qubit qubits; bit bit_; int in_ = 1; int end1 = 2; float inputs = 3; int opaque = 4; int cx = 5;
int _ = 6; int __a = 7; int s = 8; int ns = 9; int dt = 10; int e1 = 11; int x0x1 = 12; int pragmas = 13;
int b01 = s + ns + dt;
