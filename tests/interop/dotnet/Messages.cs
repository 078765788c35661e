// Message and service contracts of a WSDL, as Microsoft's svcutil writes them.

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

// `wrappers`: the schema of the wrapper elements. `typeName`: C#'s name of a type of the schemas.
class Messages(XDocument wsdl, XDocument wrappers, Func<XmlQualifiedName, string> typeName)
{
    static readonly XNamespace xsd = XmlSchema.Namespace;
    static readonly XNamespace w = "http://schemas.xmlsoap.org/wsdl/";
    static readonly XNamespace soap = "http://schemas.xmlsoap.org/wsdl/soap/";

    readonly string xmlNamespace = (string)wsdl.Root.Attribute("targetNamespace");

    string Space => xmlNamespace["http://".Length..].Replace('/', '.');

    static string Name(XElement element) => (string)element.Attribute("name");

    // The SOAP headers of the operation's `input` or `output`.
    IEnumerable<string> Headers(string operation, string direction) => wsdl.Root
        .Element(w + "binding").Elements(w + "operation").Single(one => Name(one) == operation)
        .Element(w + direction).Elements(soap + "header")
        .Select(one => (string)one.Attribute("part"));

    void Message(TextWriter file, string operation, string direction, string wrapper)
    {
        var space = $"Namespace = \"{xmlNamespace}\"";
        file.WriteLine("[System.ServiceModel.MessageContract("
                       + $"WrapperName = \"{wrapper}\", Wrapper{space})]");
        file.WriteLine($"public partial class {wrapper} {{");
        foreach (var header in Headers(operation, direction))
            file.WriteLine($"[System.ServiceModel.MessageHeader({space})] public string {header};");
        var element = wrappers.Root.Elements(xsd + "element").Single(one => Name(one) == wrapper);
        foreach (var part in element.Descendants(xsd + "element"))
        {
            var type = ((string)part.Attribute("type")).Split(':');
            var typeSpace = part.GetNamespaceOfPrefix(type[0]).NamespaceName;
            file.WriteLine($"[System.ServiceModel.MessageBodyMember({space})] public "
                           + $"{typeName(new XmlQualifiedName(type[1], typeSpace))} {Name(part)};");
        }
        file.WriteLine("}");
    }

    public void Write(TextWriter file)
    {
        var port = wsdl.Root.Element(w + "portType");
        file.WriteLine($"namespace {Space} {{");
        foreach (var operation in port.Elements(w + "operation"))
            foreach (var message in operation.Elements())
                Message(file, Name(operation), message.Name.LocalName, Name(message));
        file.WriteLine("}");
        file.WriteLine($"[System.ServiceModel.ServiceContract(Namespace = \"{xmlNamespace}\")]");
        file.WriteLine($"public interface {Name(port)} {{");
        foreach (var operation in port.Elements(w + "operation"))
        {
            var messages = operation.Elements().ToList();
            var actions = messages.Select(one => one.Attributes().Single(
                attribute => attribute.Name.LocalName == "Action").Value).ToList();
            file.WriteLine("[System.ServiceModel.OperationContract("
                           + $"Action = \"{actions[0]}\", ReplyAction = \"{actions[1]}\")]");
            file.WriteLine($"{Space}.{Name(messages[1])} {Name(operation)}("
                           + $"{Space}.{Name(messages[0])} request);");
        }
        file.WriteLine("}");
    }
}
