import type { ReactNode } from 'react';

export interface BuyerText {
  name: string;
  email: string;
  tel: string;
}

const FIELDS = [
  { field: 'name', label: '이름', type: 'text', autoComplete: 'name', placeholder: '김모두', maxLength: 16 },
  { field: 'tel', label: '휴대폰 번호', type: 'tel', autoComplete: 'tel', placeholder: '010-0000-0000', maxLength: 16 },
  {
    field: 'email',
    label: '이메일',
    type: 'email',
    autoComplete: 'email',
    placeholder: 'modu@example.com',
    maxLength: 64,
  },
] as const;

interface BuyerFieldsProps {
  buyer: BuyerText;
  onChange(buyer: BuyerText): void;
}

/** Goes to the payment window, to be filled in there, and nowhere else. */
export function BuyerFields({ buyer, onChange }: BuyerFieldsProps): ReactNode {
  return (
    <fieldset className="fields">
      <legend className="visually-hidden">구매자 정보</legend>
      {FIELDS.map(({ field, label, ...input }) => (
        <label key={field} className="field">
          <span>{label}</span>
          <input
            {...input}
            name={field}
            value={buyer[field]}
            onChange={({ target }) => onChange({ ...buyer, [field]: target.value })}
          />
        </label>
      ))}
      <p className="fine">비워 두어도 돼요. 결제창에 미리 채우는 데만 쓰고 저장하지 않아요.</p>
    </fieldset>
  );
}
