import Formats
import Foundation
import Testing

@Suite struct UTCTimeTests {
  @Test("civil dates are those of the system's calendar, over all years, and are read back")
  func agreesWithCalendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    let formatter = ISO8601DateFormatter()
    var seconds = [0, -1, 951_782_400, 951_868_799, 4_107_542_400, 253_402_300_799]
    // From 1600 on, where the system's calendar is Gregorian.
    seconds += (0..<300).map { -11_676_096_000 + $0 * 883_592_441 }
    for second in seconds {
      let time = UTCTime(secondsSince1970: second)
      #expect(time.iso8601 == formatter.string(from: Date(timeIntervalSince1970: Double(second))))
      #expect(UTCTime(iso8601: time.iso8601) == time)
      #expect(UTCTime(compact: time.compact) == time)
      #expect(UTCTime(httpDate: time.httpDate) == time)
      #expect(time.compact == time.iso8601.replacing("-", with: "").replacing(":", with: ""))
    }
    #expect(UTCTime(secondsSince1970: 784_111_777).httpDate == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(UTCTime(secondsSince1970: .max).iso8601 == "9999-12-31T23:59:59Z")
    #expect(UTCTime(secondsSince1970: .min).iso8601 == "0001-01-01T00:00:00Z")
    #expect(UTCTime(secondsSince1970: 0).adding(seconds: .min).adding(seconds: .max) > UTCTime(secondsSince1970: 0))
  }

  @Test("fractions and offsets are read, and what is no time is refused")
  func readsForms() {
    let time = UTCTime(iso8601: "2024-05-27T15:27:23Z")
    #expect(time != nil)
    for text in ["2024-05-27T15:27:23.000Z", "2024-05-27T12:27:23-03:00", "2024-05-27T16:57:23.123456+0130"] {
      #expect(UTCTime(iso8601: text) == time)
    }
    for text in [
      "", "2024-05-27", "2024-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2024-05-27T24:00:00Z", "2024-05-27T15:27:23",
      "2024-05-27T15:27:23.Z", "2024-05-27T15:27:23+1", "0000-01-01T00:00:00Z", "2024-05-27T15:27:23+99:00",
      "２０２４-05-27T15:27:23Z",
    ] { #expect(UTCTime(iso8601: text) == nil, "\(text)") }
    for text in ["20240527T152723", "2024-527T152723Z", ""] { #expect(UTCTime(compact: text) == nil, "\(text)") }
    for text in ["", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Foo 1994 08:49:37 GMT"] {
      #expect(UTCTime(httpDate: text) == nil, "\(text)")
    }
  }
}
