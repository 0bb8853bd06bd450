/// The names of a program, each stored once.
///
/// Keywords come first, then the names that OpenQASM 2 reserves, so that both are known by their index alone.
/// A program's files share one table: it is handed from one parser to the next.
package struct SymbolTable: Sendable {
  private struct Entry {
    var offset: Int
    var count: Int
    /// The first eight bytes, padded with zeros: all of a short name.
    var prefix: UInt64
  }

  /// A place of the hash table, with enough of the name to tell short ones apart.
  private struct Slot {
    var prefix: UInt64 = 0
    /// The symbol's index plus one, or 0 where free.
    var symbol: UInt32 = 0
    var isLong = false
  }

  private var text: [UInt8] = []
  private var entries: [Entry] = []
  /// Their count is a power of two.
  private var slots: [Slot]
  /// Chosen anew for each run, so that no file can be written to make names collide.
  private let seed: UInt64

  /// A table of the language's own words.
  package init() { self = .ofTheLanguage }

  private static let ofTheLanguage = SymbolTable(names: TokenKind.keywords.map(\.spelling) + Symbol.reservedNames)

  private init(names: [String]) {
    seed = .random(in: .min ... .max)
    slots = [Slot](repeating: Slot(), count: 256)
    for name in names { _ = intern(name) }
  }

  package var count: Int { entries.count }

  /// The name's text; empty for a symbol that is not of this table.
  package func name(of symbol: Symbol) -> String {
    guard Int(symbol.index) < entries.count else { return "" }
    let entry = entries[Int(symbol.index)]
    return String(decoding: text[entry.offset..<entry.offset + entry.count], as: UTF8.self)
  }

  package mutating func intern(_ name: String) -> Symbol {
    var bytes = Array(name.utf8)
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: SourceBuffer.padding))
    return bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { intern($0, count: count) } ?? .none
    }
  }

  /// The symbol of `count` bytes at `bytes`, none of them 0, behind which `SourceBuffer.padding` more can be read.
  @inline(__always)
  mutating func intern(_ bytes: UnsafePointer<UInt8>, count: Int) -> Symbol {
    guard count <= 8 else { return internLong(bytes, count: count) }
    let prefix = SymbolTable.word(bytes, 0, count)
    let mask = slots.count &- 1
    var place = Int(truncatingIfNeeded: SymbolTable.mix(seed ^ prefix)) & mask
    while slots[place].symbol != 0 {
      let slot = slots[place]
      if slot.prefix == prefix, !slot.isLong { return Symbol(index: slot.symbol &- 1) }
      place = (place &+ 1) & mask
    }
    return insert(Entry(offset: text.count, count: count, prefix: prefix), bytes, at: place)
  }

  @inline(never)
  private mutating func internLong(_ bytes: UnsafePointer<UInt8>, count: Int) -> Symbol {
    let prefix = SymbolTable.word(bytes, 0, count)
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash(bytes, count: count, prefix: prefix)) & mask
    while slots[place].symbol != 0 {
      let slot = slots[place]
      if slot.prefix == prefix, slot.isLong, equals(entries[Int(slot.symbol) - 1], bytes, count) {
        return Symbol(index: slot.symbol - 1)
      }
      place = (place + 1) & mask
    }
    return insert(Entry(offset: text.count, count: count, prefix: prefix), bytes, at: place)
  }

  @inline(never)
  private mutating func insert(_ entry: Entry, _ bytes: UnsafePointer<UInt8>, at place: Int) -> Symbol {
    text.append(contentsOf: UnsafeBufferPointer(start: bytes, count: entry.count))
    entries.append(entry)
    slots[place] = Slot(prefix: entry.prefix, symbol: UInt32(entries.count), isLong: entry.count > 8)
    if entries.count * 2 > slots.count { grow() }
    return Symbol(index: UInt32(entries.count - 1))
  }

  private mutating func grow() {
    var larger = [Slot](repeating: Slot(), count: slots.count * 2)
    let mask = larger.count - 1
    var padded = text
    padded.append(contentsOf: repeatElement(0, count: SourceBuffer.padding))
    padded.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for (index, entry) in entries.enumerated() {
        let hash = hash(base + entry.offset, count: entry.count, prefix: entry.prefix)
        var place = Int(truncatingIfNeeded: hash) & mask
        while larger[place].symbol != 0 { place = (place + 1) & mask }
        larger[place] = Slot(prefix: entry.prefix, symbol: UInt32(index + 1), isLong: entry.count > 8)
      }
    }
    slots = larger
  }

  private func equals(_ entry: Entry, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard entry.count == count else { return false }
    return text.withUnsafeBufferPointer { buffer in
      for index in 8..<entry.count where buffer[entry.offset + index] != bytes[index] { return false }
      return true
    }
  }

  private func hash(_ bytes: UnsafePointer<UInt8>, count: Int, prefix: UInt64) -> UInt64 {
    var hash = SymbolTable.mix(seed ^ prefix)
    var offset = 8
    while offset < count {
      hash = SymbolTable.mix(hash ^ SymbolTable.word(bytes, offset, count))
      offset += 8
    }
    return hash
  }

  /// Up to eight bytes from `offset` as one number, zeros behind the name's end.
  @inline(__always)
  private static func word(_ bytes: UnsafePointer<UInt8>, _ offset: Int, _ count: Int) -> UInt64 {
    let word = UInt64(littleEndian: UnsafeRawPointer(bytes + offset).loadUnaligned(as: UInt64.self))
    let rest = count &- offset
    return rest >= 8 ? word : word & ((1 &<< UInt64(truncatingIfNeeded: rest &* 8)) &- 1)
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}

extension Symbol {
  /// No name.
  package static var none: Symbol { Symbol(index: .max) }

  /// The keyword that has this symbol.
  package var keyword: TokenKind? {
    index <= UInt32(TokenKind.opaque.rawValue) ? TokenKind(rawValue: UInt8(index)) : nil
  }

  /// Names that OpenQASM 2 reserves besides its keywords, in the order of their symbols.
  fileprivate static let reservedNames = ["U", "CX", "pi", "sin", "cos", "tan", "exp", "ln", "sqrt"]

  private static var firstReserved: UInt32 { UInt32(TokenKind.opaque.rawValue) + 1 }

  package static var u: Symbol { Symbol(index: firstReserved) }
  package static var cx: Symbol { Symbol(index: firstReserved + 1) }
  package static var pi: Symbol { Symbol(index: firstReserved + 2) }

  /// One of the functions of OpenQASM 2: sin, cos, tan, exp, ln, sqrt.
  var isVersion2Function: Bool { index > Symbol.pi.index && index <= Symbol.pi.index + 6 }
}
