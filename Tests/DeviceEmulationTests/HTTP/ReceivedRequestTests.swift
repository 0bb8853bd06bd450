import Testing

@testable import DeviceEmulation

@Suite struct ReceivedRequestTests {
  @Test("An encoded slash parts no path")
  func segments() {
    let request = ReceivedRequest("GET", "/device/arn%3Aaws%2Fsv1/x%zz/?a=1+2&b=%26&c&a=3")
    #expect(request.segments == ["device", "arn:aws/sv1", "x%zz", ""])
    #expect(request.field("a") == "1 2")
    #expect(request.fields.map(\.value) == ["1 2", "&", "", "3"])
    #expect(request.path == "/device/arn%3Aaws%2Fsv1/x%zz/")
  }

  @Test("A reply goes out with its length, or as a fault spoils it")
  func framing() {
    var reply = Reply(404, headers: [.init("A", "b")], body: Array("0123456789".utf8))
    func text(omitsBody: Bool = false) -> String {
      String(decoding: reply.bytes(date: "D", closes: false, omitsBody: omitsBody), as: UTF8.self)
    }
    let head = "HTTP/1.1 404 Not Found\r\nDate: D\r\nServer: shotglass\r\nA: b\r\nContent-Length: 10\r\n"
    #expect(text() == head + "\r\n0123456789")
    #expect(text(omitsBody: true) == head + "\r\n")
    reply.framing = .truncated
    #expect(text() == head + "Connection: close\r\n\r\n01234")
    reply.framing = .lengthOff(by: -20)
    #expect(text() == head.replacing("10", with: "0") + "Connection: close\r\n\r\n0123456789")
    let empty = String(decoding: Reply(204, body: [1]).bytes(date: "D", closes: true), as: UTF8.self)
    #expect(empty == "HTTP/1.1 204 No Content\r\nDate: D\r\nServer: shotglass\r\nConnection: close\r\n\r\n")
  }
}
