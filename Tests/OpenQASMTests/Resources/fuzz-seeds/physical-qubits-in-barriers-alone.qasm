// What a fuzzer found: barriers alone, on qubits of a machine.
barrier $0, $1;
barrier;
