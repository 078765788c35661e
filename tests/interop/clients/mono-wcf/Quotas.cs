// A text encoding that reads as .NET does: bytes up to MaxReceivedMessageSize, and through the
// reader with ReaderQuotas. Mono's own encoder heeds neither.

using System;
using System.IO;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Xml;

class QuotaEncoding : MessageEncodingBindingElement
{
    public static int Largest;  // bytes of the largest message read

    readonly MessageEncodingBindingElement inner;
    readonly XmlDictionaryReaderQuotas quotas;
    readonly long maxMessage;

    public QuotaEncoding(
        MessageEncodingBindingElement inner, XmlDictionaryReaderQuotas quotas, long maxMessage)
    {
        this.inner = inner;
        this.quotas = quotas;
        this.maxMessage = maxMessage;
    }

    public override MessageVersion MessageVersion
    {
        get { return inner.MessageVersion; }
        set { inner.MessageVersion = value; }
    }

    public override BindingElement Clone()
    {
        return new QuotaEncoding((MessageEncodingBindingElement)inner.Clone(), quotas, maxMessage);
    }

    public override IChannelFactory<TChannel> BuildChannelFactory<TChannel>(BindingContext context)
    {
        context.BindingParameters.Add(this);
        return context.BuildInnerChannelFactory<TChannel>();
    }

    public override MessageEncoderFactory CreateMessageEncoderFactory()
    {
        return new Factory(this);
    }

    class Factory : MessageEncoderFactory
    {
        readonly QuotaEncoder encoder;

        public Factory(QuotaEncoding element)
        {
            encoder = new QuotaEncoder(
                element, element.inner.CreateMessageEncoderFactory().Encoder);
        }

        public override MessageEncoder Encoder { get { return encoder; } }
        public override MessageVersion MessageVersion { get { return encoder.MessageVersion; } }
    }

    class QuotaEncoder : MessageEncoder
    {
        readonly QuotaEncoding element;
        readonly MessageEncoder inner;

        public QuotaEncoder(QuotaEncoding element, MessageEncoder inner)
        {
            this.element = element;
            this.inner = inner;
        }

        public override string ContentType { get { return inner.ContentType; } }
        public override string MediaType { get { return inner.MediaType; } }
        public override MessageVersion MessageVersion { get { return inner.MessageVersion; } }

        Message Read(byte[] bytes)
        {
            Largest = Math.Max(Largest, bytes.Length);
            if (bytes.Length > element.maxMessage)
                throw new QuotaExceededException(
                    "The maximum message size quota for incoming messages (" + element.maxMessage +
                    ") has been exceeded by one of " + bytes.Length + " bytes.");
            var reader = XmlDictionaryReader.CreateTextReader(bytes, element.quotas);
            return Message.CreateMessage(reader, int.MaxValue, MessageVersion);
        }

        public override Message ReadMessage(
            ArraySegment<byte> buffer, BufferManager manager, string contentType)
        {
            var bytes = new byte[buffer.Count];
            Buffer.BlockCopy(buffer.Array, buffer.Offset, bytes, 0, buffer.Count);
            return Read(bytes);
        }

        public override Message ReadMessage(
            Stream stream, int maxSizeOfHeaders, string contentType)
        {
            using (var all = new MemoryStream())
            {
                stream.CopyTo(all);
                return Read(all.ToArray());
            }
        }

        public override void WriteMessage(Message message, Stream stream)
        {
            inner.WriteMessage(message, stream);
        }

        public override ArraySegment<byte> WriteMessage(
            Message message, int maxMessageSize, BufferManager manager, int offset)
        {
            return inner.WriteMessage(message, maxMessageSize, manager, offset);
        }
    }
}
