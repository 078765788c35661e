// WCF's own way from typed messages to bytes and back, as on a basicHttpBinding.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Description;
using System.Text;

static class Wcf
{
    const int most = 16 * 1024 * 1024;
    static readonly UTF8Encoding utf8 = new(false);
    static readonly Dictionary<Type, TypedMessageConverter> converters = [];
    static readonly MessageEncoder encoder = Encoding();

    static MessageEncoder Encoding()
    {
        var element = new TextMessageEncodingBindingElement(MessageVersion.Soap11, utf8);
        element.ReaderQuotas.MaxStringContentLength = most;
        return element.CreateMessageEncoderFactory().Encoder;
    }

    // The message contract of a response by its wrapper's name, or null.
    public static Type Contract(string wrapper) =>
        typeof(Wcf).Assembly.GetType("nphase.com.unifiedwebservice.v2." + wrapper);

    static TypedMessageConverter Converter(Type contract)
    {
        if (!converters.TryGetValue(contract, out var converter))
            converters[contract] = converter = TypedMessageConverter.Create(contract, null);
        return converter;
    }

    static string Text(Message message)
    {
        using var stream = new MemoryStream();
        encoder.WriteMessage(message, stream);
        return utf8.GetString(stream.ToArray());
    }

    public static string Write(object message) =>
        Text(Converter(message.GetType()).ToMessage(message, MessageVersion.Soap11));

    // The same message as WCF writes what it read.
    public static string Rewrite(string envelope)
    {
        Message Read() => encoder.ReadMessage(
            new MemoryStream(utf8.GetBytes(envelope)), most, "text/xml; charset=utf-8");
        using var message = Read();
        if (message.IsFault)
        {
            var fault = MessageFault.CreateFault(message, most);
            var reason = fault.Reason.GetMatchingTranslation();
            CultureInfo.CurrentCulture = new CultureInfo(reason.XmlLang);
            return Text(Message.CreateMessage(
                MessageVersion.Soap11, fault.Code, reason.Text, null));
        }
        using var body = Read();
        var contract = Contract(body.GetReaderAtBodyContents().LocalName);
        return Write(Converter(contract).FromMessage(message));
    }
}
