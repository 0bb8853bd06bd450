import Numerics
import Testing

@testable import Circuits

@Suite("Types of the classical language")
struct ClassicalTypeTests {
  private static let types: [ClassicalType] = [
    .bit, .bits(1), .bits(4), .bool, .int(4), .int(nil), .uint(4), .uint(nil), .float(32), .float(nil), .angle(4),
    .angle(nil), .complex(nil), .duration, .stretch, .array(.int(8), [2]), .openArray(.int(8), rank: 1),
  ]

  @Test(
    "types print as OpenQASM writes them",
    arguments: [
      (ClassicalType.int(8), "int[8]"), (.uint(nil), "uint"), (.array(.int(8), [2, 3]), "array[int[8], 2, 3]"),
      (.complex(64), "complex[float[64]]"), (.complex(nil), "complex"), (.bits(3), "bit[3]"),
      (.openArray(.float(32), rank: 2), "array[float[32], #dim = 2]"),
    ])
  func texts(_ type: ClassicalType, text: String) { #expect(type.text == text) }

  @Test(
    "what a variable of a type takes without a cast",
    arguments: [
      (ClassicalType.bit, [.bits(1), .bool, .int(4), .int(nil), .uint(4), .uint(nil)]),
      (.bits(4), []),
      (.bits(1), [.bit, .bool]),
      (
        .bool,
        [
          .bit, .bits(1), .bits(4), .int(4), .int(nil), .uint(4), .uint(nil), .float(32), .float(nil), .angle(4),
          .angle(nil),
        ]
      ),
      (.int(4), [.bit, .bool, .int(nil), .uint(4), .uint(nil), .float(32), .float(nil)]),
      (.float(32), [.bit, .bool, .int(4), .int(nil), .uint(4), .uint(nil), .float(nil)]),
      (.angle(4), [.float(32), .float(nil), .angle(nil)]),
      (.complex(nil), [.bit, .bool, .int(4), .int(nil), .uint(4), .uint(nil), .float(32), .float(nil)]),
      (.duration, [.stretch]),
      (.array(.int(8), [2]), []),
      (.openArray(.int(8), rank: 1), [.array(.int(8), [2])]),
    ] as [(ClassicalType, [ClassicalType])])
  func implicit(_ type: ClassicalType, sources: [ClassicalType]) {
    #expect(Self.types.filter { $0 != type && type.acceptsImplicitly($0) } == sources)
    #expect(type.acceptsImplicitly(type))
  }

  @Test(
    "what a cast to a type takes",
    arguments: [
      (ClassicalType.bits(4), [.bit, .bool, .int(4), .uint(4), .angle(4)]),
      (.int(4), [.bit, .bits(4), .bool, .int(nil), .uint(4), .uint(nil), .float(32), .float(nil)]),
      (.uint(nil), [.bit, .bits(1), .bits(4), .bool, .int(4), .int(nil), .uint(4), .float(32), .float(nil)]),
      (.float(nil), [.bit, .bool, .int(4), .int(nil), .uint(4), .uint(nil), .float(32)]),
      (.angle(4), [.bits(4), .float(32), .float(nil), .angle(nil)]),
      (.duration, [.stretch]),
    ] as [(ClassicalType, [ClassicalType])])
  func casts(_ type: ClassicalType, sources: [ClassicalType]) {
    #expect(Self.types.filter { $0 != type && type.acceptsCast($0) } == sources)
  }

  @Test("every conversion that the rules allow has a value, of the type asked for")
  func conversions() throws {
    for source in Self.types {
      for target in Self.types where target.acceptsImplicitly(source) || target.acceptsCast(source) {
        let value = try source.zero.converted(to: target)
        guard case .openArray = target else {
          #expect(value == target.zero, "\(source.text) to \(target.text)")
          continue
        }
      }
    }
  }

  @Test("a width of 64 is the same stated or not")
  func widths() {
    #expect(ClassicalType.int(64).isSame(as: .int(nil)))
    #expect(ClassicalType.openArray(.float(nil), rank: 2).acceptsImplicitly(.array(.float(64), [1, 2])))
    #expect(!ClassicalType.openArray(.float(nil), rank: 1).acceptsImplicitly(.array(.float(64), [1, 2])))
  }
}

@Suite("Operations on types")
struct OperationTypingTests {
  @Test(
    "operands meet as C99 has them",
    arguments: [
      (.uint(4), .int(nil), .int(nil)), (.uint(nil), .int(nil), .uint(nil)), (.int(8), .uint(8), .uint(8)),
      (.int(16), .uint(8), .int(16)), (.bool, .uint(4), .int(nil)), (.bit, .bit, .int(nil)),
      (.int(8), .float(32), .float(32)), (.float(32), .float(nil), .float(nil)), (.uint(4), .uint(6), .uint(6)),
      (.complex(32), .float(nil), .complex(nil)), (.int(8), .complex(32), .complex(32)),
    ] as [(ClassicalType, ClassicalType, ClassicalType)])
  func promotion(_ left: ClassicalType, _ right: ClassicalType, result: ClassicalType) {
    let common = OperationTyping(result, result, result: result)
    #expect(BinaryOperator.add.typing(left, right) == common)
    #expect(BinaryOperator.multiply.typing(right, left) == common)
  }

  @Test(
    "the rarer kinds",
    arguments: [
      (.and, .bits(4), .bits(4), .bits(4)), (.less, .bits(4), .bits(4), .bool), (.and, .bits(4), .bits(5), nil),
      (.add, .bits(4), .bits(4), nil), (.equal, .bits(4), .int(nil), .bool), (.equal, .bits(65), .int(nil), nil),
      (.equal, .bits(4), .float(nil), nil), (.shiftLeft, .bits(4), .uint(3), .bits(4)),
      (.shiftLeft, .uint(4), .int(nil), .uint(4)), (.shiftRight, .float(nil), .int(nil), nil),
      (.and, .uint(4), .int(nil), .uint(4)), (.or, .bool, .bool, .bool), (.exclusiveOr, .bit, .bit, .bit),
      (.and, .bit, .bool, .bool), (.and, .float(nil), .int(nil), nil), (.add, .angle(4), .angle(6), .angle(6)),
      (.and, .angle(4), .angle(6), nil), (.multiply, .angle(4), .uint(4), .angle(4)),
      (.multiply, .uint(4), .angle(4), .angle(4)), (.divide, .uint(4), .angle(4), nil),
      (.divide, .angle(4), .angle(4), .uint(4)), (.multiply, .angle(4), .angle(4), nil),
      (.subtract, .float(nil), .angle(4), .angle(4)), (.less, .angle(4), .float(nil), .bool),
      (.multiply, .angle(4), .float(nil), nil), (.add, .duration, .stretch, .duration),
      (.divide, .duration, .duration, .float(nil)), (.multiply, .int(8), .duration, .duration),
      (.divide, .duration, .float(nil), .duration), (.divide, .float(nil), .duration, nil),
      (.greater, .duration, .duration, .bool), (.power, .int(8), .uint(4), .int(8)),
      (.remainder, .float(nil), .int(nil), .float(nil)), (.less, .complex(nil), .complex(nil), nil),
      (.equal, .complex(nil), .int(nil), .bool), (.equal, .array(.bool, [1]), .array(.bool, [1]), nil),
    ] as [(BinaryOperator, ClassicalType, ClassicalType, ClassicalType?)])
  func kinds(_ operation: BinaryOperator, _ left: ClassicalType, _ right: ClassicalType, result: ClassicalType?) {
    #expect(operation.typing(left, right)?.result == result)
  }

  @Test("whatever has a typing has a value on the operands it asks for")
  func evaluation() throws {
    let types: [ClassicalType] = [
      .bit, .bits(1), .bits(4), .bool, .int(4), .int(nil), .uint(4), .uint(nil), .float(32), .float(nil), .angle(4),
      .angle(nil), .complex(nil), .duration,
    ]
    for operation in BinaryOperator.allCases {
      for left in types {
        for right in types {
          guard let typing = operation.typing(left, right) else { continue }
          let operands = (try left.zero.converted(to: typing.left), try right.zero.converted(to: typing.right))
          do {
            let value = try operation.evaluate(operands.0, operands.1)
            let result = try value.converted(to: typing.result)
            #expect(result.text == value.text, "\(operation) \(left.text) \(right.text)")
          } catch {
            #expect(error == .divisionByZero, "\(operation) \(left.text) \(right.text)")
          }
        }
      }
    }
    for operation in UnaryOperator.allCases {
      for type in types {
        guard let result = operation.resultType(of: type) else { continue }
        let value = try operation.evaluate(type.zero)
        #expect(try value.converted(to: result) == value)
      }
    }
  }

  @Test(
    "functions choose the first form that takes their arguments",
    arguments: [
      (.sin, [.angle(4)], .float(nil)), (.sin, [.int(8)], .float(nil)), (.sin, [.complex(nil)], nil),
      (.exp, [.complex(32)], .complex(32)), (.mod, [.int(8), .uint(nil)], .uint(nil)),
      (.mod, [.int(8), .float(nil)], .float(nil)), (.mod, [.complex(nil), .int(nil)], nil),
      (.popcount, [.bits(9)], .uint(nil)), (.popcount, [.uint(4)], .uint(nil)), (.popcount, [.float(nil)], nil),
      (.rotl, [.bits(3), .uint(2)], .bits(3)), (.rotr, [.uint(6), .int(nil)], .uint(6)), (.rotl, [.bits(3)], nil),
      (.sizeof, [.array(.int(8), [2, 3]), .int(nil)], .uint(nil)), (.sizeof, [.int(8)], nil),
      (.real, [.complex(32)], .float(32)), (.cos, [], nil),
    ] as [(BuiltInFunction, [ClassicalType], ClassicalType?)])
  func functions(_ function: BuiltInFunction, arguments: [ClassicalType], result: ClassicalType?) {
    #expect(function.typing(arguments)?.result == result)
  }
}
