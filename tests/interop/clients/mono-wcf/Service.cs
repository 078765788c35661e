// A channel of a generated contract, with BasicHttpBinding as .NET's clients have it untouched.

using System;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Xml;

static class Uws
{
    public static int Largest { get { return QuotaEncoding.Largest; } }

    static Binding Binding(bool https)
    {
        // .NET's defaults, said aloud: Mono has others, and heeds few
        var mode = https ? BasicHttpSecurityMode.Transport : BasicHttpSecurityMode.None;
        var basic = new BasicHttpBinding(mode)
        {
            MaxReceivedMessageSize = 65536,
            MaxBufferSize = 65536,
            SendTimeout = TimeSpan.FromMinutes(1),
            ReaderQuotas = new XmlDictionaryReaderQuotas
            {
                MaxArrayLength = 16384,
                MaxBytesPerRead = 4096,
                MaxDepth = 32,
                MaxNameTableCharCount = 16384,
                MaxStringContentLength = 8192,
            },
        };
        var elements = basic.CreateBindingElements();
        var encoding = elements.Find<MessageEncodingBindingElement>();
        elements[elements.IndexOf(encoding)] =
            new QuotaEncoding(encoding, basic.ReaderQuotas, basic.MaxReceivedMessageSize);
        return new CustomBinding(elements) { SendTimeout = basic.SendTimeout };
    }

    public static TContract Channel<TContract>(string service)
    {
        var address = Environment.GetEnvironmentVariable("UWS_URL") + "/" + service + ".svc";
        return new ChannelFactory<TContract>(
            Binding(address.StartsWith("https:")), new EndpointAddress(address)).CreateChannel();
    }
}
