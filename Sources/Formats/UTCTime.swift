#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A second of Universal Time, from the year 1 to the year 9999 of the Gregorian calendar.
package struct UTCTime: Sendable, Hashable, Comparable {
  /// Seconds since 1970 began, without leap seconds.
  package let secondsSince1970: Int

  private static let earliest = -62_135_596_800
  private static let latest = 253_402_300_799
  private static let secondsPerDay = 86_400
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

  /// The second nearest to this one within the years 1 to 9999.
  package init(secondsSince1970 seconds: Int) {
    secondsSince1970 = min(max(seconds, Self.earliest), Self.latest)
  }

  /// What the system's clock says.
  package static func now() -> UTCTime { UTCTime(secondsSince1970: time(nil)) }

  package func adding(seconds: Int) -> UTCTime {
    UTCTime(secondsSince1970: secondsSince1970 + min(max(seconds, Self.earliest), Self.latest))
  }

  package func seconds(since other: UTCTime) -> Int { secondsSince1970 - other.secondsSince1970 }

  package static func < (left: UTCTime, right: UTCTime) -> Bool { left.secondsSince1970 < right.secondsSince1970 }

  // MARK: Writing

  /// Such as `2026-11-21T01:53:30Z`.
  package var iso8601: String {
    let date = date
    return "\(Self.padded(date.year, 4))-\(Self.padded(date.month))-\(Self.padded(date.day))T\(timeOfDay(":"))Z"
  }

  /// Such as `20261121T015330Z`.
  package var compact: String {
    let date = date
    return "\(Self.padded(date.year, 4))\(Self.padded(date.month))\(Self.padded(date.day))T\(timeOfDay(""))Z"
  }

  /// Such as `Sat, 21 Nov 2026 01:53:30 GMT` (RFC 9110, section 5.6.7).
  package var httpDate: String {
    let date = date
    let weekday = Self.weekdays[((days % 7) + 7) % 7]
    return "\(weekday), \(Self.padded(date.day)) \(Self.months[date.month - 1]) \(Self.padded(date.year, 4)) "
      + "\(timeOfDay(":")) GMT"
  }

  private var days: Int {
    (secondsSince1970 - ((secondsSince1970 % Self.secondsPerDay) + Self.secondsPerDay) % Self.secondsPerDay)
      / Self.secondsPerDay
  }

  /// The civil date; years begin in March while computing, so that the leap day is the last of them.
  private var date: (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let civilMonth = month < 10 ? month + 3 : month - 9
    return (
      era * 400 + yearOfEra + (civilMonth <= 2 ? 1 : 0), civilMonth, dayOfYear - (153 * month + 2) / 5 + 1
    )
  }

  private func timeOfDay(_ separator: String) -> String {
    let second = secondsSince1970 - days * Self.secondsPerDay
    return [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0) }.joined(separator: separator)
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

// MARK: Reading

extension UTCTime {
  /// The second that civil numbers name; nil where there is none.
  package init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, (0..<24).contains(hour),
      (0..<60).contains(minute), (0...60).contains(second)
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    let marchYear = month <= 2 ? year - 1 : year
    let yearOfEra = marchYear % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = marchYear / 400 * 146_097 + dayOfEra - 719_468
    self.init(secondsSince1970: days * Self.secondsPerDay + hour * 3600 + minute * 60 + second)
  }

  /// Reads `20261121T015330Z`.
  package init?(compact text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[4..<6]),
      let day = Self.number(bytes[6..<8]), let hour = Self.number(bytes[9..<11]),
      let minute = Self.number(bytes[11..<13]), let second = Self.number(bytes[13..<15])
    else { return nil }
    self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// Reads `2026-11-21T01:53:30Z`; a fraction of the second is dropped, an offset such as `+01:00` is counted in.
  package init?(iso8601 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
      let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]),
      let time = UTCTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    else { return nil }
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix { Self.isDigit($0) }
      guard !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard let offset = Self.offset(Array(rest)) else { return nil }
    self = time.adding(seconds: -offset)
  }

  /// Reads `Sat, 21 Nov 2026 01:53:30 GMT`; the weekday is not checked.
  package init?(httpDate text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 6, words[0].hasSuffix(","), words[5] == "GMT", words[1].utf8.count == 2,
      let day = Self.number(Array(words[1].utf8)[...]),
      let month = Self.months.firstIndex(of: String(words[2])), words[3].utf8.count == 4,
      let year = Self.number(Array(words[3].utf8)[...])
    else { return nil }
    let clock = words[4].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, clock.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
    let numbers = clock.compactMap { Self.number(Array($0.utf8)[...]) }
    guard numbers.count == 3 else { return nil }
    self.init(year: year, month: month + 1, day: day, hour: numbers[0], minute: numbers[1], second: numbers[2])
  }

  /// The seconds of `Z`, `+01:00` or `-0530`.
  private static func offset(_ bytes: [UInt8]) -> Int? {
    if bytes == [UInt8(ascii: "Z")] { return 0 }
    guard let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    var digits = bytes.dropFirst()
    if digits.count == 5, digits[digits.startIndex + 2] == UInt8(ascii: ":") {
      digits.remove(at: digits.startIndex + 2)
    }
    guard digits.count == 4, let hours = number(digits.prefix(2)), let minutes = number(digits.suffix(2)), hours < 24,
      minutes < 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// A few decimal digits.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 4, bytes.allSatisfy(isDigit) else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}
