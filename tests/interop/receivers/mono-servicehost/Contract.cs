// The callback contract as svcutil writes it: message contracts, read by the XmlSerializer.

using System.ServiceModel;
using System.Xml.Serialization;

public static class Uws
{
    public const string V2 = "http://nphase.com/unifiedwebservice/v2";
}

[ServiceContract(Namespace = Uws.V2)]
public interface ICallbackService
{
    [OperationContract(Action = Uws.V2 + "/ICallbackService/CallbackRequest", ReplyAction = "*")]
    [XmlSerializerFormat]
    CallbackResponse CallbackRequest(CallbackRequest request);
}

[MessageContract(WrapperName = "CallbackRequest", WrapperNamespace = Uws.V2)]
public class CallbackRequest
{
    [MessageBodyMember(Namespace = Uws.V2, Order = 0)]
    public string Username;

    [MessageBodyMember(Namespace = Uws.V2, Order = 1)]
    public string Password;

    [MessageBodyMember(Namespace = Uws.V2, Order = 2)]
    public string RequestId;

    [MessageBodyMember(Namespace = Uws.V2, Order = 3)]
    [XmlElement("Device")]
    public DeviceIdentifier[] Device;

    [MessageBodyMember(Namespace = Uws.V2, Order = 4)]
    public Data Data;
}

[MessageContract(WrapperName = "CallbackResponse", WrapperNamespace = Uws.V2)]
public class CallbackResponse
{
}

[XmlType(Namespace = Uws.V2)]
public class DeviceIdentifier
{
    [XmlElement(IsNullable = true, Order = 0)] public string Kind;
    [XmlElement(IsNullable = true, Order = 1)] public string Identifier;
}

// Only CarrierService nests a second one, with everything in it.
[XmlType(Namespace = Uws.V2)]
public class Data
{
    [XmlElement("Data", Order = 0)] public Data Inner;
    [XmlElement(IsNullable = true, Order = 1)] public CarrierService CarrierService;
    [XmlElement(IsNullable = true, Order = 2)] public object ExternalProvisioningChange;
    [XmlElement(IsNullable = true, Order = 3)] public object PromoChange;
    [XmlElement(IsNullable = true, Order = 4)] public object Usage;
    [XmlElement(IsNullable = true, Order = 5)] public object SMSDelivery;
    [XmlElement(IsNullable = true, Order = 6)] public object PRLInformation;
    [XmlElement(IsNullable = true, Order = 7)] public object DeviceSuspendStatus;
    [XmlElement(IsNullable = true, Order = 8)] public object GoToState;
    [XmlElement(IsNullable = true, Order = 9)] public object Fault;
    [XmlElement(IsNullable = true, Order = 10)] public string Comment;
    [XmlElement(IsNullable = true, Order = 11)] public object Summary;
    [XmlElement(IsNullable = true, Order = 12)] public string Status;
    [XmlElement(Order = 13)] public int CallbackCount;
    [XmlElement(Order = 14)] public int MaxCallbackThreshold;
}

[XmlType(Namespace = Uws.V2)]
public class CarrierService
{
    [XmlElement(IsNullable = true, Order = 0)] public object ChangeDeviceState;
    [XmlElement(IsNullable = true, Order = 1)] public object ChangeDeviceFeatureCodes;
    [XmlElement(IsNullable = true, Order = 2)] public object ChangeDeviceServicePlan;
    [XmlElement(IsNullable = true, Order = 3)] public object ChangeDeviceCostCenter;
    [XmlElement(Order = 4)] public string ChangeDeviceCustomFields;
    [XmlElement(IsNullable = true, Order = 5)] public object ChangeDeviceIdentifier;
    [XmlElement(IsNullable = true, Order = 6)] public object Change4GDeviceIdentifier;
    [XmlElement(IsNullable = true, Order = 7)] public MoveDevice MoveDevice;
    [XmlElement(IsNullable = true, Order = 8)] public object ChangeDeviceContactInfo;
}

[XmlType(Namespace = Uws.V2)]
public class MoveDevice
{
    [XmlElement("DeviceIdentifier", Order = 0)] public DeviceIdentifier[] DeviceIdentifier;
    [XmlElement(IsNullable = true, Order = 1)] public string IpAddress;
    [XmlElement(IsNullable = true, Order = 2)] public string State;
    [XmlElement(IsNullable = true, Order = 3)] public string ServicePlan;
    [XmlElement(IsNullable = true, Order = 4)] public string AccountName;
}
