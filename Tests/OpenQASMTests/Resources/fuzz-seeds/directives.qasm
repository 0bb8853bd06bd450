OPENQASM 3.1;
include "stdgates.inc";
include 'my gates.inc';
defcalgrammar "openpulse";
#pragma braket verbatim
pragma user key = "value" // all of it
@first
@second.part with text
x q;
#pragma
pragma
OPENQASM 3;
OPENQASM 3.0; x q;
OPENQASM 4.0;
OPENQASM 3.x;
x q; OPENQASM 3.0;
include "01";
include stdgates;
@a
@a { }
@a
#pragma b
@ a
x q;
@a.b.c
@d 1 2 // 3
qubit q;
{ @a
x q;
#pragma p
}
OPENQASM 2;
OPENQASM 2.1;
OPENQASM
3.0
;
