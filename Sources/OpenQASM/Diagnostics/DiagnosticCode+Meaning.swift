extension DiagnosticCode {
  /// What the meaning of a program can be wrong about.
  package static let unknownName = DiagnosticCode(
    "Q201",
    title: "A name that nothing declares",
    explanation: """
      Every gate, register, constant and input must be declared before it is used. Standard gates are declared by \
      include "stdgates.inc"; (in OpenQASM 2: include "qelib1.inc";). The help line names the nearest name there is.
      """)

  package static let declaredTwice = DiagnosticCode(
    "Q202",
    title: "A name declared twice",
    explanation: """
      One scope gives a name one meaning. Rename one of the two; inside a gate's body or a block a name may be used \
      again.
      """)

  package static let reservedName = DiagnosticCode(
    "Q203",
    title: "A name that the language keeps for itself",
    explanation: """
      pi, tau, euler and their Greek letters are constants. Give the register, gate or constant another name.
      """)

  package static let notVisible = DiagnosticCode(
    "Q204",
    title: "A name that a gate or subroutine cannot see",
    explanation: """
      The body of a gate or subroutine sees constants, gates and subroutines of the program, and its own parameters; \
      not variables, registers and inputs, which may change. Pass them as arguments.
      """)

  package static let notAssignable = DiagnosticCode(
    "Q205",
    title: "An assignment to what cannot change",
    explanation: """
      Constants, inputs, readonly parameters, gates and qubits keep what they are. Assign to a variable.
      """)

  package static let wrongType = DiagnosticCode(
    "Q301",
    title: "A value of the wrong kind",
    explanation: """
      An angle is a number in radians, an index or a size a whole number that is known before the run, a delay a \
      duration such as 100ns. Write a value of that kind, or a cast such as float(x).
      """)

  package static let overflow = DiagnosticCode(
    "Q302",
    title: "A number that does not fit",
    explanation: """
      Integers have 64 bits and floats go to 1.8e308. Constants are never wrapped silently: write a smaller number, \
      or a float where an integer is too large.
      """)

  package static let divisionByZero = DiagnosticCode(
    "Q303",
    title: "A division by zero",
    explanation: """
      The divisor of a constant expression is zero.
      """)

  package static let notFinite = DiagnosticCode(
    "Q304",
    title: "An angle or result that is not a finite number",
    explanation: """
      The expression gives infinity or no number at all, such as sqrt(-1). A gate's angle must be finite.
      """)

  package static let notConstant = DiagnosticCode(
    "Q305",
    title: "Something that must be known before the run, and is not",
    explanation: """
      Sizes, constants, labels, modifiers and everything in a gate's body are known before the run; inputs, variables \
      and outcomes are not. Declare a value with const, or write the expression at the gate that uses it.
      """)

  package static let badSize = DiagnosticCode(
    "Q306",
    title: "A size, range or count that makes no sense",
    explanation: """
      Registers and types have at least one element, ranges a step that is not zero and something between their \
      ends, gates 1 to 1024 controls, durations no minus sign.
      """)

  package static let integerDivision = DiagnosticCode(
    "Q307", .warning,
    title: "A division of two integers that drops its remainder",
    explanation: """
      In OpenQASM 3 the quotient of two integers is an integer: rz(1/2) turns by 0. Write 1.0/2 for a half.
      """)

  package static let wrongArguments = DiagnosticCode(
    "Q308",
    title: "Arguments that a function does not take",
    explanation: """
      A function or subroutine is called with as many arguments as it declares, each of its type or of one that turns \
      into it by itself.
      """)

  package static let missingReturn = DiagnosticCode(
    "Q309",
    title: "A subroutine without the value that it promises",
    explanation: """
      A subroutine declared with -> and a type returns a value of that type: give it a return statement.
      """)

  package static let duplicateLabel = DiagnosticCode(
    "Q310",
    title: "A label that stands for two cases",
    explanation: """
      Each value of a switch leads to one case, so a label may be written once.
      """)

  package static let missingCase = DiagnosticCode(
    "Q313",
    title: "A switch without a case",
    explanation: """
      A switch chooses among at least one case; with a default alone the statements of the default do the same.
      """)

  package static let certainFault = DiagnosticCode(
    "Q311", .warning,
    title: "A step that goes wrong in every run",
    explanation: """
      Shotglass ran the program ahead with everything that is known, and every run comes to this step and fails: a \
      division by zero, an index outside of its register, a loop without an end.
      """)

  package static let runFault = DiagnosticCode(
    "Q312",
    title: "A step that went wrong while the program ran",
    explanation: """
      Most steps can fail for some values only: an index may leave its register, a divisor be zero, a subroutine call \
      itself without end. The message says which value it was; the run stops there, and no counts are printed.
      """)

  package static let wrongAngleCount = DiagnosticCode(
    "Q401",
    title: "The wrong number of angles",
    explanation: """
      A gate takes as many angles in parentheses as its declaration says; 'shotglass help gates' lists the standard \
      ones. A gate without angles is written without parentheses.
      """)

  package static let wrongQubitCount = DiagnosticCode(
    "Q402",
    title: "The wrong number of qubits",
    explanation: """
      A gate acts on as many qubits as its declaration says, plus one for each control that ctrl and negctrl add in \
      front.
      """)

  package static let wrongOperand = DiagnosticCode(
    "Q403",
    title: "An operand of the wrong kind",
    explanation: """
      Gates act on qubits, measurements fill bits. A single qubit has no index, a register has one index, and a \
      gate's body names only the gate's own operands.
      """)

  package static let indexOutOfRange = DiagnosticCode(
    "Q404",
    title: "An index outside of its register",
    explanation: """
      The indices of a register of n elements go from 0 to n-1; -1 is the last.
      """)

  package static let repeatedQubit = DiagnosticCode(
    "Q405",
    title: "One qubit twice in one gate",
    explanation: """
      The qubits that a gate acts on must be different. When registers are broadcast this holds for each repetition.
      """)

  package static let sizeMismatch = DiagnosticCode(
    "Q406",
    title: "Registers of different sizes",
    explanation: """
      When a gate or a measurement is given registers, it is repeated for each element, so all registers must have \
      the same size. Single qubits are repeated.
      """)

  package static let symbolicPower = DiagnosticCode(
    "Q407", .unsupported,
    title: "A power that needs the angle's value",
    explanation: """
      A fractional power takes the principal root of the gate's matrix, which is known only with its angles. Give \
      the angle a number, or write the power into the angle. Under a control, declared gates take whole powers of \
      moderate size only.
      """)

  package static let mixedQubits = DiagnosticCode(
    "Q408", .unsupported,
    title: "Declared and physical qubits in one program",
    explanation: """
      A program either declares qubits, which a compiler places, or names places of a device as $0, $1. Shotglass \
      runs either kind, not a mixture.
      """)

  package static let misplacedStatement = DiagnosticCode(
    "Q409",
    title: "A statement where it cannot stand",
    explanation: """
      Qubits, inputs and gates are declared outside of all blocks; a gate's body holds gates only; break and \
      continue need a loop around them, return a subroutine.
      """)

  package static let includeNotFound = DiagnosticCode(
    "Q501",
    title: "An included file that is not there",
    explanation: """
      The path is relative to the folder of the program (or the folder you work in, when the program comes from \
      standard input). stdgates.inc and qelib1.inc are built in.
      """)

  package static let includeOutside = DiagnosticCode(
    "Q502",
    title: "An include that leads out of the program's folder",
    explanation: """
      A program may include files from its own folder and those below it: no absolute path, no '..', no link that \
      leads out. Copy the file beside the program.
      """)

  package static let includeUnreadable = DiagnosticCode(
    "Q503",
    title: "An included file that cannot be read",
    explanation: """
      The file is there and cannot be read; the message gives the system's reason.
      """)

  package static let includeCycle = DiagnosticCode(
    "Q504",
    title: "A file that includes itself",
    explanation: """
      The file is being read already. Remove one of the includes.
      """)

  package static let includeTooDeep = DiagnosticCode(
    "Q505",
    title: "Includes nested too deeply",
    explanation: """
      Includes may be nested 16 deep.
      """)

  package static let tooManyQubits = DiagnosticCode(
    "Q601",
    title: "More qubits or bits than Shotglass keeps",
    explanation: """
      A program may declare up to 1048576 qubits and as many bits. (How many can be simulated depends on memory; \
      this is about reading the program.)
      """)

  package static let tooManyOperations = DiagnosticCode(
    "Q602",
    title: "A program that is too long",
    explanation: """
      Broadcasting over large registers can ask for more operations than memory holds, so a circuit is bounded at \
      200 million.
      """)

  package static let tooDeep = DiagnosticCode(
    "Q603",
    title: "An expression that is too deep",
    explanation: """
      An expression over inputs may have up to 10000 steps one inside the other.
      """)

  package static let externalCall = DiagnosticCode(
    "Q701", .unsupported,
    title: "A call of an extern function",
    explanation: """
      The program is right, but an extern function lives in a library of the machine that controls the qubits, and \
      there is none here. Write what it does as a subroutine (def), or leave the call out.
      """)

  package static let aliasOfVariable = DiagnosticCode(
    "Q702", .unsupported,
    title: "An alias of something that is no global register",
    explanation: """
      Shotglass keeps aliases of qubits and of bits that are declared outside of all blocks. Copy another value into \
      a variable of its own.
      """)

  package static let wideNumber = DiagnosticCode(
    "Q703", .unsupported,
    title: "A number of a width that is not computed with",
    explanation: """
      The program is right, but Shotglass computes with integers and angles of up to 64 bits and with floats of 32 and \
      64. Registers of bits have any width.
      """)

  package static let calibratedGate = DiagnosticCode(
    "Q704", .unsupported,
    title: "A gate that only a calibration describes",
    explanation: """
      The program is right for the device that its calibrations are for. A simulator does not read pulses: declare \
      the gate as well, with the gates that it stands for.
      """)

  static let meaningCodes: [DiagnosticCode] = [
    .unknownName, .declaredTwice, .reservedName, .wrongType, .overflow, .divisionByZero, .notFinite, .notConstant,
    .badSize, .integerDivision, .wrongAngleCount, .wrongQubitCount, .wrongOperand, .indexOutOfRange, .repeatedQubit,
    .sizeMismatch, .symbolicPower, .mixedQubits, .misplacedStatement, .includeNotFound, .includeOutside,
    .includeUnreadable, .includeCycle, .includeTooDeep, .tooManyQubits, .tooManyOperations, .tooDeep,
    .notAssignable, .notVisible, .wrongArguments, .missingReturn, .duplicateLabel, .missingCase, .certainFault,
    .runFault, .externalCall,
    .aliasOfVariable, .wideNumber, .calibratedGate,
  ]
}
